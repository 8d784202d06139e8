-- Room: recovery. What was changed about a user's protection, so that it can be shown, objected to and undone.

create table security_journal (
  id text not null,
  user_id text not null,
  at timestamptz not null,
  kind text not null,
  before_value jsonb not null,
  after_value jsonb not null,
  sealed_before bytea,
  actor_user_id text,
  session_id text,
  proof_methods text[] not null,
  proof_assurance text,
  address text,
  browser text,
  system text,
  constraint security_journal_pk primary key (id),
  constraint security_journal_user foreign key (user_id) references users (id) on delete cascade
);
comment on column security_journal.sealed_before is 'What an undo needs and nobody may read, such as the password hash of that day; sealed to this row.';
comment on column security_journal.actor_user_id is 'null: not a signed-in user, for example a reset link.';
-- A user's changes, newest first.
create index security_journal_by_user on security_journal (user_id, at desc);
