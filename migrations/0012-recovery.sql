-- Room: recovery. Getting the owner back in and nobody else: recoveries that wait, objections, freezes, undoing.

create table security_freezes (
  user_id text not null,
  until timestamptz not null,
  constraint security_freezes_pk primary key (user_id),
  constraint security_freezes_user foreign key (user_id) references users (id) on delete cascade
);
comment on table security_freezes is 'After an objection no session changes protection until then. The look-up of every session joins it.';

alter table security_journal
  add column sequence bigint generated always as identity,
  add column reachable_before text not null default 'aal1',
  add column objected_at timestamptz,
  add column undone_at timestamptz,
  add constraint security_journal_reachable_known check (reachable_before in ('aal1', 'aal2'));
-- The changes so far were made before a second factor existed.
alter table security_journal alter column reachable_before drop default;
comment on column security_journal.sequence is 'Tells the order of two changes at the same instant.';
comment on column security_journal.reachable_before is 'The highest assurance the user could reach just before; an undo asks for it.';
comment on column security_journal.objected_at is 'The one objection that froze; later ones change nothing.';
comment on column security_journal.undone_at is 'Set once; an undone change counts as never made.';
-- The job that empties what undoing needed, when nobody can undo any more.
create index security_journal_sealed on security_journal (at) where sealed_before is not null;

create table objection_proofs (
  change_id text not null,
  browser_hash bytea not null,
  proofs text[] not null,
  expires_at timestamptz not null,
  constraint objection_proofs_pk primary key (change_id, browser_hash),
  constraint objection_proofs_change foreign key (change_id) references security_journal (id) on delete cascade
);
comment on table objection_proofs is 'Proofs gathered for an undo: for one change, in one browser, for ten minutes.';
-- The daily clean-up.
create index objection_proofs_by_expiry on objection_proofs (expires_at);

create table recovery_settings (
  user_id text not null,
  wait_days integer not null,
  earlier_days integer,
  counts_from timestamptz not null,
  constraint recovery_settings_pk primary key (user_id),
  constraint recovery_settings_user foreign key (user_id) references users (id) on delete cascade,
  constraint recovery_settings_days check (wait_days between 1 and 30 and earlier_days between 1 and 30)
);
comment on column recovery_settings.earlier_days is 'The longer wait that still holds until counts_from; null: none was longer.';

create table recoveries (
  id text not null,
  cookie_hash bytea not null,
  sealed_email bytea not null,
  user_id text,
  lost text not null,
  state text not null,
  proofs text[] not null,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  code_mailed_at timestamptz,
  address text,
  prefix text not null,
  user_agent text not null,
  wait_days integer,
  completes_at timestamptz,
  next_notice_at timestamptz,
  stopped_at timestamptz,
  settled_at timestamptz,
  constraint recoveries_pk primary key (id),
  constraint recoveries_cookie_once unique (cookie_hash),
  constraint recoveries_user foreign key (user_id) references users (id) on delete cascade,
  constraint recoveries_lost_known check (lost in ('second-factor', 'passkey', 'address')),
  constraint recoveries_state_known check (state in ('proof', 'joined', 'waiting', 'done', 'ended', 'void')),
  constraint recoveries_waiting_complete check (
    state <> 'waiting' or (user_id is not null and wait_days is not null and completes_at is not null and next_notice_at is not null))
);
comment on table recoveries is 'One row per request, also for an address that nobody has.';
comment on column recoveries.cookie_hash is 'The browser that asked; proofs count in it alone.';
comment on column recoveries.sealed_email is 'As it was typed; whose it is may be nobody''s business.';
comment on column recoveries.user_id is 'null until a first proof was right.';
comment on column recoveries.state is 'joined: its user had a waiting one already. ended: by its owner''s sign-in. void: there was nothing left to recover.';
comment on column recoveries.stopped_at is 'The one stop from a mail that paused it and began the wait anew.';
-- At most one waits for a user; a sign-in looks for it.
create unique index recoveries_waiting on recoveries (user_id) where state = 'waiting';
-- The job that completes them and sends the daily notices.
create index recoveries_due on recoveries (least(completes_at, next_notice_at)) where state = 'waiting';
-- The daily clean-up.
create index recoveries_by_expiry on recoveries (expires_at);

-- Room: passwords.
alter table passwords
  add column recovery_hash text,
  add constraint passwords_recovery_hash_is_argon2id check (recovery_hash like '$argon2id$v=19$%');
comment on column passwords.recovery_hash is 'The password before the first mailed reset since one signed in with a second factor: a recovery counts this one, so that a read mailbox alone opens nothing.';
