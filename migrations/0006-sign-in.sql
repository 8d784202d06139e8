-- Room: sign-in. Half-finished sign-ins, and how often a secret was guessed wrong.

create table pending_sign_ins (
  id text not null,
  secret_hash bytea not null,
  user_id text not null,
  auth_generation integer not null,
  methods text[] not null,
  keep boolean not null,
  return_to text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint pending_sign_ins_pk primary key (id),
  constraint pending_sign_ins_secret_once unique (secret_hash),
  constraint pending_sign_ins_user foreign key (user_id) references users (id) on delete cascade
);
comment on table pending_sign_ins is 'Some proofs given, more needed. Opens only the doors that add a proof (2F-9).';
-- They die with the guesses of their user's second factor, and in the clean-up.
create index pending_sign_ins_by_user on pending_sign_ins (user_id);
create index pending_sign_ins_by_expiry on pending_sign_ins (expires_at);

create table guess_counters (
  key bytea not null,
  misses integer not null,
  waits_until timestamptz,
  last_at timestamptz not null,
  constraint guess_counters_pk primary key (key)
);
comment on column guess_counters.key is 'Keyed hash of address, kind of proof and budget: tells nobody which addresses exist (RL-1).';
comment on column guess_counters.misses is 'Tries since the last success. Counted before a try is evaluated, so that parallel tries cannot pass the limit.';
-- Counters of addresses that nobody uses are removed after a year.
create index guess_counters_by_last on guess_counters (last_at);
