-- Room: login-history. Every sign-in, every try before it, and every act about a user's protection.

create table login_events (
  id text not null,
  at timestamptz not null,
  user_id text,
  account_id text,
  kind text not null,
  outcome text not null,
  cause text,
  methods text[] not null,
  streak bigint,
  attempts_since timestamptz,
  times integer not null default 1,
  last_at timestamptz not null,
  slot smallint,
  address text,
  prefix text,
  country text,
  network text,
  browser text,
  system text,
  device_id text,
  session_id text,
  new_device boolean,
  new_network boolean,
  -- The time comes first because a partitioned table's key must hold what it is divided by.
  constraint login_events_pk primary key (at, id),
  -- Kinds and causes are words of the code; a new room brings its own without a migration.
  constraint login_events_kind_is_a_word check (kind ~ '^[a-z][a-z-]{1,40}$'),
  constraint login_events_cause_is_a_word check (cause ~ '^[a-z][a-z-]{1,40}$'),
  constraint login_events_outcome_known check (outcome in ('success', 'failure')),
  constraint login_events_failure_has_cause check ((outcome = 'failure') = (cause is not null)),
  constraint login_events_counted check (times >= 1 and last_at >= at)
) partition by range (at);

comment on column login_events.user_id is 'null: a try with an address that nobody has; what was typed is not kept, it may be a password (LH-2). No foreign key: adding a partition would lock users.';
comment on column login_events.cause is 'The true reason of a failure, for the owner; the world hears less.';
comment on column login_events.streak is 'On a failure: the run of tries it belongs to. On a sign-in: the run it ended. Tries before a sign-in are the failures of its run.';
comment on column login_events.attempts_since is 'On a sign-in: the sign-in before it, from which on the tries are counted.';
comment on column login_events.times is 'More than 1: tries that were not even evaluated, gathered by cause, hour and slot.';
comment on column login_events.slot is 'A gathered row: which share of the source prefixes it counts. Bounds the rows a flood can make.';
comment on column login_events.address is 'null: unknown, of several sources, or past retention (DP-1); prefix and network go with it.';

-- The history page: one user's events, newest first.
create index login_events_by_user on login_events (user_id, at, id) where user_id is not null;
-- The tries before a sign-in: at the sign-in, and for each one on a page.
create index login_events_attempts on login_events (user_id, streak) where outcome = 'failure' and streak is not null;
-- One row per user, run, act, cause, hour and slot, also for the user that does not exist.
create unique index login_events_gathered on login_events (at, user_id, streak, kind, cause, slot)
  nulls not distinct where slot is not null;

create table login_streaks (
  user_id text not null,
  streak bigint not null default 1,
  last_success_at timestamptz,
  previous_success_at timestamptz,
  constraint login_streaks_pk primary key (user_id),
  constraint login_streaks_user foreign key (user_id) references users (id) on delete cascade
-- Room in each page, so that the row's many updates need no new index entry.
) with (fillfactor = 70);
comment on table login_streaks is 'The run of tries that is open for a user. A try locks the row while it is written, a sign-in takes the run by raising it: so counts are exact.';

create table login_networks (
  user_id text not null,
  prefix text not null,
  last_at timestamptz not null,
  constraint login_networks_pk primary key (user_id, prefix),
  constraint login_networks_user foreign key (user_id) references users (id) on delete cascade
);
comment on table login_networks is 'Source prefixes that a user signed in from within the retention period; another one is worth a word in the alert (NM-3).';
-- The daily clean-up.
create index login_networks_by_last on login_networks (last_at);

-- Makes the partition of a month (its first day), unless it is there. False: it was there.
-- Attaching an empty table, unlike creating a partition in place, does not stop those who write to the others.
create function ensure_login_events_partition(month date) returns boolean language plpgsql as $$
declare
  partition text := 'login_events_' || to_char(month, 'YYYY_MM');
begin
  -- Asked of the catalogue's table: to_regclass may answer from what this connection saw before it waited.
  if exists (select from pg_class where relname = partition and relnamespace = current_schema()::regnamespace) then
    return false;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('login_events partitions', 0));
  if exists (select from pg_class where relname = partition and relnamespace = current_schema()::regnamespace) then
    return false;
  end if;
  execute format('create table %I (like login_events including defaults including constraints)', partition);
  execute format('alter table login_events attach partition %I for values from (%L) to (%L)', partition,
    month::timestamp at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
  return true;
end
$$;

do $$
begin
  for ahead in -1..3 loop
    perform ensure_login_events_partition(
      (date_trunc('month', now() at time zone 'UTC') + ahead * interval '1 month')::date);
  end loop;
end
$$;
