-- Foundation: codes that are mailed and typed into the browser that asked for them.

create table one_time_codes (
  purpose text not null,
  subject text not null,
  holder text not null,
  code_hash bytea not null,
  data jsonb not null,
  tries smallint not null default 0,
  expires_at timestamptz not null,
  -- A new code replaces the earlier one.
  constraint one_time_codes_pk primary key (purpose, subject, holder),
  constraint one_time_codes_hash_is_hmac check (octet_length(code_hash) = 32),
  -- The last wall: whatever a statement forgets, no code is compared more often.
  constraint one_time_codes_tries_bounded check (tries between 0 and 5)
);
comment on table one_time_codes is 'Short codes out of mails. A try is counted before it is compared; the right one deletes the row.';
comment on column one_time_codes.holder is 'What only the browser that asked has, hashed: in any other the code is useless';
comment on column one_time_codes.code_hash is 'HMAC under a key that is not in the database: 50 bits would be guessed from a bare hash';
-- The daily purge finds the expired ones.
create index one_time_codes_by_expiry on one_time_codes (expires_at);

-- Room: registration. More addresses for security mail; a sign-in address that was replaced.

alter table notification_addresses
  add column until timestamptz,
  add constraint notification_addresses_sign_in_stays check (not is_sign_in_address or until is null);
comment on column notification_addresses.until is 'Removed or replaced: security mail goes there until then (RC-7); null: for good.';
-- One user, one sign-in address.
create unique index notification_addresses_sign_in on notification_addresses (user_id) where is_sign_in_address;
-- The job that blanks what is past it.
create index notification_addresses_until on notification_addresses (until) where until is not null;

create table reserved_addresses (
  address text not null,
  user_id text not null,
  until timestamptz not null,
  constraint reserved_addresses_pk primary key (address),
  constraint reserved_addresses_user foreign key (user_id) references users (id) on delete cascade
);
comment on table reserved_addresses is 'Sign-in addresses that were replaced: nobody else signs up with one for as long as an undo can put it back.';
-- The job that frees them.
create index reserved_addresses_until on reserved_addresses (until);
-- A user's own, when they are deleted.
create index reserved_addresses_user on reserved_addresses (user_id);
