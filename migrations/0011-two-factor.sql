-- Room: two-factor. Authenticator apps, unfinished enrolments of them, and backup codes.

create table authenticator_apps (
  id text not null,
  user_id text not null,
  name text not null,
  sealed_secret bytea not null,
  last_step bigint not null,
  created_at timestamptz not null,
  senior_from timestamptz not null,
  doubted boolean not null default false,
  last_used_at timestamptz,
  added_by text not null,
  removed_at timestamptz,
  removed_by text,
  constraint authenticator_apps_pk primary key (id),
  constraint authenticator_apps_user foreign key (user_id) references users (id) on delete cascade
);
comment on table authenticator_apps is 'Two-factor is on while one row of the user is not removed. Removed rows stay for as long as the removal can be undone.';
comment on column authenticator_apps.sealed_secret is 'The 160-bit seed, sealed to this row; opened only to check a code (2F-5).';
comment on column authenticator_apps.last_step is 'The newest time step a code was accepted for; nothing at or below it is accepted again (2F-3).';
comment on column authenticator_apps.senior_from is 'Seniority counts from here: the adding, or an objection to it.';
comment on column authenticator_apps.doubted is 'An objection restarted the seniority; that happens once.';
comment on column authenticator_apps.added_by is 'The entry of the security journal that added it; removed_by likewise.';
-- The session look-up of every request asks whether there is one; so does every sign-in.
create index authenticator_apps_live on authenticator_apps (user_id) where removed_at is null;
-- Undoing a change finds what the change did.
create index authenticator_apps_by_user on authenticator_apps (user_id, created_at);

create table authenticator_app_enrolments (
  session_id text not null,
  app_id text not null,
  user_id text not null,
  name text not null,
  replaces text,
  sealed_secret bytea not null,
  last_step bigint not null default 0,
  confirmed_at timestamptz,
  expires_at timestamptz not null,
  constraint authenticator_app_enrolments_pk primary key (session_id),
  constraint authenticator_app_enrolments_user foreign key (user_id) references users (id) on delete cascade
);
comment on table authenticator_app_enrolments is 'A secret that was shown and not yet taken into use: it signs nobody in and dies in ten minutes (2F-6).';
-- The clean-up.
create index authenticator_app_enrolments_by_expiry on authenticator_app_enrolments (expires_at);

create table backup_code_sets (
  id text not null,
  user_id text not null,
  number integer not null,
  created_at timestamptz not null,
  -- Until they are saved: the session that was shown them, and when they die.
  session_id text,
  expires_at timestamptz,
  saved_at timestamptz,
  senior_from timestamptz,
  doubted boolean not null default false,
  added_by text,
  voided_at timestamptz,
  voided_by text,
  constraint backup_code_sets_pk primary key (id),
  constraint backup_code_sets_user foreign key (user_id) references users (id) on delete cascade
);
-- One set is live; a new one voids it in the same transaction.
create unique index backup_code_sets_live on backup_code_sets (user_id) where saved_at is not null and voided_at is null;
-- All sets of a user: the number of the next one, and undoing a change.
create index backup_code_sets_by_user on backup_code_sets (user_id, number);

create table backup_codes (
  set_id text not null,
  lookup text not null,
  hash text not null,
  used_at timestamptz,
  constraint backup_codes_pk primary key (set_id, lookup),
  constraint backup_codes_set foreign key (set_id) references backup_code_sets (id) on delete cascade,
  -- A mistake here would store a code as it was shown.
  constraint backup_codes_hash_is_argon2id check (hash like '$argon2id$v=19$%')
);
comment on column backup_codes.lookup is 'The first three characters: they find the row, so that one hash is computed. The other thirteen (65 bits) are the secret.';

-- Room: sign-in. The owner hears once of a right password with a wrong second factor.
alter table pending_sign_ins add column alerted_at timestamptz;
