-- Room: passkeys. Credentials of WebAuthn, the challenges they answer, and what their user chose about them.

create table passkey_holders (
  user_id text not null,
  handle bytea not null,
  asks_after_password boolean not null default false,
  asks_after_password_by text,
  passkey_only boolean not null default false,
  passkey_only_by text,
  constraint passkey_holders_pk primary key (user_id),
  constraint passkey_holders_handle_once unique (handle),
  constraint passkey_holders_user foreign key (user_id) references users (id) on delete cascade,
  constraint passkey_holders_handle_length check (length(handle) = 64)
);
comment on table passkey_holders is 'One row for whoever began to add a passkey. The look-up of every session joins it.';
comment on column passkey_holders.handle is 'WebAuthn''s user handle: random, one for each user, tells nothing (PK-11).';
comment on column passkey_holders.asks_after_password is 'Two-factor is on: a passkey is asked for after the password.';
comment on column passkey_holders.asks_after_password_by is 'The entry of the security journal that turned it last; passkey_only_by likewise.';
comment on column passkey_holders.passkey_only is 'Password and reset open nothing; the password is kept for a recovery alone.';

create table passkeys (
  id text not null,
  user_id text not null,
  credential_id bytea not null,
  rp_id text not null,
  public_key bytea not null,
  counter bigint not null,
  stands_alone boolean not null,
  backup_eligible boolean not null,
  backed_up boolean not null,
  backup_lost boolean not null default false,
  discoverable boolean,
  transports text[] not null,
  platform boolean,
  aaguid uuid not null,
  name text,
  made_on text,
  created_at timestamptz not null,
  senior_from timestamptz not null,
  doubted boolean not null default false,
  last_used_at timestamptz,
  last_used_country text,
  added_by text not null,
  removed_at timestamptz,
  removed_by text,
  constraint passkeys_pk primary key (id),
  -- PK-10: one credential is one user's, also while its removal can be undone.
  constraint passkeys_credential_once unique (credential_id),
  constraint passkeys_user foreign key (user_id) references users (id) on delete cascade,
  constraint passkeys_credential_length check (length(credential_id) between 1 and 1023),
  constraint passkeys_backup_makes_sense check (backup_eligible or not backed_up)
);
comment on table passkeys is 'Removed rows stay for as long as the removal can be undone.';
comment on column passkeys.rp_id is 'The domain it was made for: it answers for no other.';
comment on column passkeys.public_key is 'COSE form, checked when it came (PK-8).';
comment on column passkeys.stands_alone is 'It verified its user when it was added, or later beside the password: then it is two factors (PK-6).';
comment on column passkeys.backup_lost is 'It was synced once and no longer is (PK-7).';
comment on column passkeys.discoverable is 'What the client said; null: nothing.';
comment on column passkeys.platform is 'Built into the device it was made on; null: the client did not say.';
comment on column passkeys.aaguid is 'The model or password manager; its name is looked up when it is shown.';
comment on column passkeys.name is 'The user''s own; null: named after provider and device.';
comment on column passkeys.senior_from is 'Seniority counts from here: the adding, or an objection to it.';
comment on column passkeys.added_by is 'The entry of the security journal that added it; removed_by likewise.';
-- The session look-up of every request asks for these; so does every sign-in.
create index passkeys_live on passkeys (user_id) where removed_at is null;
-- Undoing a change finds what the change did.
create index passkeys_by_user on passkeys (user_id, created_at);

create table passkey_challenges (
  challenge_hash bytea not null,
  ceremony text not null,
  browser_hash bytea not null,
  user_id text,
  subject text,
  rp_id text not null,
  keep boolean not null,
  name text,
  expires_at timestamptz not null,
  constraint passkey_challenges_pk primary key (challenge_hash),
  constraint passkey_challenges_user foreign key (user_id) references users (id) on delete cascade
);
comment on table passkey_challenges is 'One use each, for one ceremony, browser, user and subject (PK-1).';
comment on column passkey_challenges.user_id is 'null: whoever answers.';
comment on column passkey_challenges.subject is 'What it is for: the session, the pending sign-in, the recovery.';
-- They die with a change of their user's passkeys.
create index passkey_challenges_by_user on passkey_challenges (user_id) where user_id is not null;
-- The hourly clean-up.
create index passkey_challenges_by_expiry on passkey_challenges (expires_at);

-- Room: sessions. Which authenticators a session was opened with, to end those of a lost one.
alter table sessions add column authenticators text[] not null default '{}';

-- Room: sign-in. A passkey that did not verify its user is one proof: its use is settled when the other one is there.
alter table pending_sign_ins add column passkey_use jsonb;
