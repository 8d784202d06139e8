-- Room: ip-restriction. From which addresses a user, or an account, may be used.

create table address_lists (
  id text not null,
  owner_kind text not null,
  owner_id text not null,
  made_at timestamptz not null,
  retired_at timestamptz,
  user_id text generated always as (case when owner_kind = 'user' then owner_id end) stored,
  account_id text generated always as (case when owner_kind = 'account' then owner_id end) stored,
  constraint address_lists_pk primary key (id),
  constraint address_lists_owner_known check (owner_kind in ('user', 'account')),
  constraint address_lists_user foreign key (user_id) references users (id) on delete cascade,
  constraint address_lists_account foreign key (account_id) references accounts (id) on delete cascade
);
comment on table address_lists is 'One version of a list each. The ranges of a version never change, so a node may keep them prepared under its id.';
comment on column address_lists.retired_at is 'Since when no restriction names it; kept for as long as the change can be undone.';
-- To find what a change has retired.
create index address_lists_by_owner on address_lists (owner_kind, owner_id);
-- The daily clean-up.
create index address_lists_retired on address_lists (retired_at) where retired_at is not null;
-- The cascades from users and accounts.
create index address_lists_by_user on address_lists (user_id) where user_id is not null;
create index address_lists_by_account on address_lists (account_id) where account_id is not null;

create table address_list_entries (
  list_id text not null,
  position integer not null,
  range text not null,
  label text not null,
  added_at timestamptz not null,
  added_by text not null,
  ends_at timestamptz,
  last_used_at timestamptz,
  constraint address_list_entries_pk primary key (list_id, position),
  constraint address_list_entries_range_once unique (list_id, range),
  constraint address_list_entries_list foreign key (list_id) references address_lists (id) on delete cascade
);
comment on column address_list_entries.range is 'The one spelling: an address, a network, or first-last.';
comment on column address_list_entries.added_by is 'The user who added the range, kept from version to version; no foreign key, since they may have left the account.';
comment on column address_list_entries.ends_at is 'From then on it counts no more; null: it stays.';
comment on column address_list_entries.last_used_at is 'The last sign-in from it.';

create table address_restrictions (
  owner_kind text not null,
  owner_id text not null,
  confirmed_list text,
  provisional_list text,
  provisional_since timestamptz,
  proven_before timestamptz,
  reverts_at timestamptz,
  reverted_at timestamptz,
  watched_list text,
  watched_since timestamptz,
  watched_until timestamptz,
  opened_address text,
  opened_until timestamptz,
  user_id text generated always as (case when owner_kind = 'user' then owner_id end) stored,
  account_id text generated always as (case when owner_kind = 'account' then owner_id end) stored,
  constraint address_restrictions_pk primary key (owner_kind, owner_id),
  constraint address_restrictions_owner_known check (owner_kind in ('user', 'account')),
  constraint address_restrictions_user foreign key (user_id) references users (id) on delete cascade,
  constraint address_restrictions_account foreign key (account_id) references accounts (id) on delete cascade,
  constraint address_restrictions_confirmed foreign key (confirmed_list) references address_lists (id),
  constraint address_restrictions_provisional foreign key (provisional_list) references address_lists (id),
  constraint address_restrictions_watched foreign key (watched_list) references address_lists (id),
  constraint address_restrictions_provisional_whole check (
    num_nonnulls(provisional_list, provisional_since, proven_before, reverts_at) in (0, 4)),
  constraint address_restrictions_watched_whole check (
    num_nonnulls(watched_list, watched_since, watched_until) in (0, 3)),
  constraint address_restrictions_opened_whole check (num_nonnulls(opened_address, opened_until) in (0, 2))
);
comment on table address_restrictions is 'Which version counts for its owner now. The look-up of every session joins it; no row: every address.';
comment on column address_restrictions.reverts_at is 'A provisional list counts until then, whether or not anything runs at that moment; afterwards the confirmed one does.';
comment on column address_restrictions.proven_before is 'Only a proof later than this confirms: the list was not in force before.';
comment on column address_restrictions.reverted_at is 'The last list took itself back then; shown until another is set.';
comment on column address_restrictions.opened_address is 'The way back opened this one address besides the list, until opened_until.';
-- The cascades from users and accounts.
create index address_restrictions_by_user on address_restrictions (user_id) where user_id is not null;
create index address_restrictions_by_account on address_restrictions (account_id) where account_id is not null;
-- The clean-up asks whether a version is still in use.
create index address_restrictions_by_confirmed on address_restrictions (confirmed_list) where confirmed_list is not null;
create index address_restrictions_by_provisional on address_restrictions (provisional_list) where provisional_list is not null;
create index address_restrictions_by_watched on address_restrictions (watched_list) where watched_list is not null;
