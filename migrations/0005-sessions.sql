-- Room: sessions. Signed-in browsers, and the browsers a user is known by.

create table known_devices (
  id text not null,
  user_id text not null,
  secret_hash bytea not null,
  first_seen_at timestamptz not null,
  last_sign_in_at timestamptz not null,
  constraint known_devices_pk primary key (id),
  constraint known_devices_secret_once unique (secret_hash),
  constraint known_devices_user foreign key (user_id) references users (id) on delete cascade
);
comment on table known_devices is 'A browser that completed a full sign-in of this user and holds the device cookie it got then. Never a factor (2F-10).';
-- A user's devices are forgotten together, oldest first beyond the cap.
create index known_devices_by_user on known_devices (user_id);

create table sessions (
  id text not null,
  secret_hash bytea not null,
  user_id text not null,
  account_id text not null,
  auth_generation integer not null,
  assurance text not null,
  methods text[] not null,
  kept boolean not null,
  lapsed boolean not null default false,
  signed_in_at timestamptz not null,
  proven_at timestamptz not null,
  stepped_up_at timestamptz,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  device_id text,
  address text,
  prefix text not null,
  country text,
  browser text,
  system text,
  constraint sessions_pk primary key (id),
  constraint sessions_secret_once unique (secret_hash),
  constraint sessions_user foreign key (user_id) references users (id) on delete cascade,
  constraint sessions_account foreign key (account_id) references accounts (id) on delete cascade,
  constraint sessions_assurance_known check (assurance in ('aal1', 'aal2'))
);
comment on column sessions.secret_hash is 'SHA-256 of the 256-bit cookie value; the value itself is nowhere (SE-1).';
comment on column sessions.proven_at is 'The latest proof: the sign-in or a step-up. Security changes need it young (SU-1).';
comment on column sessions.lapsed is 'A kept session that was idle past the limit: it reads, and every act asks for a step-up (SE-5, C11).';
-- The list of a user's sessions, the cap, and ending them all.
create index sessions_by_user on sessions (user_id, last_seen_at desc);
-- The clean-up of expired rows.
create index sessions_by_expiry on sessions (expires_at);
