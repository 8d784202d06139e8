-- Room: registration. One person who signs in, and sign-ups that nobody confirmed yet.

create table users (
  id text not null,
  email text not null,
  name text not null,
  locale text not null,
  time_zone text not null,
  state text not null default 'active',
  auth_generation integer not null default 1,
  created_at timestamptz not null,
  constraint users_pk primary key (id),
  -- The canonical form (foundations/email-address.ts); one user per address, in whatever spelling.
  constraint users_email_once unique (email),
  constraint users_state_known check (state in ('active', 'disabled')),
  constraint users_locale_known check (locale in ('en', 'fr'))
);
comment on column users.auth_generation is 'Stamped on every session and token; raising it ends them all at once.';

create table notification_addresses (
  user_id text not null,
  address text not null,
  is_sign_in_address boolean not null,
  verified_at timestamptz not null,
  constraint notification_addresses_pk primary key (user_id, address),
  constraint notification_addresses_user foreign key (user_id) references users (id) on delete cascade
);
comment on table notification_addresses is 'Where security mail goes: proven addresses only, the sign-in address among them.';

create table sign_ups (
  id text not null,
  email text not null,
  name text not null,
  locale text not null,
  time_zone text not null,
  password_hash text not null,
  browser_hash bytea not null,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  mailed_at timestamptz,
  address text,
  user_agent text not null,
  constraint sign_ups_pk primary key (id)
);
comment on table sign_ups is 'Each sign-up stands alone with its own password, so that nobody can prepare an account for somebody else''s address.';
comment on column sign_ups.browser_hash is 'The browser that asked; from another one the password typed here is needed to confirm.';
comment on column sign_ups.mailed_at is 'Set by the one job run that writes the mail; a repeated run finds it set.';
-- Confirming one sign-up voids the others of its address.
create index sign_ups_by_email on sign_ups (email);
-- The daily clean-up.
create index sign_ups_by_expiry on sign_ups (expires_at);
