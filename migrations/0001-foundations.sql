-- What the foundations keep: one-time tokens, rate limits, recurring tasks, the key ring's fingerprint, the clock of drills.

create table one_time_tokens (
  token_hash bytea constraint one_time_tokens_pkey primary key,
  purpose text not null,
  subject text not null,
  data jsonb not null,
  expires_at timestamptz not null,
  constraint one_time_tokens_hash_is_sha256 check (octet_length(token_hash) = 32)
);
comment on table one_time_tokens is 'Links and codes that act once. A row is deleted by the statement that spends it.';
comment on column one_time_tokens.token_hash is 'sha256 of a 256-bit random token; the token itself is only in the mail';
comment on column one_time_tokens.purpose is 'The one act this token allows; it is good for no other';
comment on column one_time_tokens.subject is 'Whom or what it is about, as its room names it';

-- Replacing and revoking find the tokens of one subject.
create index one_time_tokens_purpose_subject_idx on one_time_tokens (purpose, subject);
-- The daily purge finds the expired ones.
create index one_time_tokens_expires_at_idx on one_time_tokens (expires_at);

create table rate_limits (
  key text constraint rate_limits_pkey primary key,
  used integer not null,
  expires_at timestamptz not null,
  constraint rate_limits_used_not_negative check (used >= 0)
);
comment on table rate_limits is 'Uses counted in windows, over all nodes.';
comment on column rate_limits.key is 'As the caller gave it: opaque or hashed, never an address someone typed';
comment on column rate_limits.expires_at is 'End of the window that began with its first use; past it the row counts nothing';

-- The daily purge finds the finished windows. Counting never changes expires_at within a window, so updates stay on their page.
create index rate_limits_expires_at_idx on rate_limits (expires_at);

create table recurring_tasks (
  name text constraint recurring_tasks_pkey primary key,
  last_run_at timestamptz not null
);
comment on table recurring_tasks is 'When each recurring task was last given to the job queue, over all nodes.';
comment on column recurring_tasks.last_run_at is 'On the product''s clock';

create table key_ring (
  only_row boolean not null default true constraint key_ring_pkey primary key,
  fingerprint text not null,
  created_at timestamptz not null default now(),
  constraint key_ring_has_one_row check (only_row)
);
comment on table key_ring is 'Which key ring this database belongs to: a node with another ring must not start.';
comment on column key_ring.fingerprint is 'Tells rings apart, tells nothing about a key';

-- A drill moves the product's clock. The job queue compares with now(); its connections, in drills and tests only, find
-- this now() first on their search path. Nothing else does.
create schema product_clock;

create table product_clock.reading (
  only_row boolean not null default true constraint reading_pkey primary key,
  ahead_by interval not null default interval '0',
  stopped_at timestamptz,
  constraint reading_has_one_row check (only_row)
);
comment on column product_clock.reading.ahead_by is 'How far the product''s clock is ahead of the database''s';
comment on column product_clock.reading.stopped_at is 'The clock stands still at this instant';

insert into product_clock.reading default values;

create function product_clock.now() returns timestamptz
  language sql stable parallel safe
  return (select coalesce(stopped_at, pg_catalog.now() + ahead_by) from product_clock.reading);
