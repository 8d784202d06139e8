-- Room: users-and-roles. Members, invitations, ownership that passes slowly, the account's policy and its activity.

alter table accounts
  add column billing_contact text,
  add column second_factor_from timestamptz;
comment on column accounts.billing_contact is 'Where invoices go; an e-mail address, shown to members and never mailed by us.';
comment on column accounts.second_factor_from is 'From when on members need a second factor here (MR-6); null: they do not.';

alter table memberships
  add column invited_by text,
  add column suspended_until timestamptz,
  add column owner_from timestamptz,
  add column owner_offered_by text,
  drop constraint memberships_state_known,
  add constraint memberships_state_known check (state in ('active', 'suspended', 'waiting')),
  add constraint memberships_until_only_suspended check (suspended_until is null or state = 'suspended'),
  add constraint memberships_waiting_for_ownership
    check (state <> 'waiting' or (role = 'owner' and owner_from is not null)),
  add constraint memberships_offered check ((owner_from is null) = (owner_offered_by is null)),
  add constraint memberships_not_owner_twice check (owner_from is null or (role <> 'owner' or state = 'waiting')),
  add constraint memberships_not_offered_suspended check (owner_from is null or state <> 'suspended');
comment on column memberships.state is 'waiting: accepted to become an owner and has no right before owner_from.';
comment on column memberships.suspended_until is 'When the suspension ends by itself; null: when somebody resumes it.';
comment on column memberships.owner_from is 'When the member becomes an owner unless an owner stops it; the wait is data, so it survives a restart.';
comment on column memberships.owner_offered_by is 'The owner who offered it; the wait ends when that owner is none any more.';
-- Owners first, then by name of the row: the pages of the list of members.
create index memberships_by_account on memberships (account_id, joined_at, user_id);
-- "What changes by itself now": a handful of rows at any time.
create index memberships_due on memberships (least(owner_from, suspended_until))
  where owner_from is not null or suspended_until is not null;

-- Second line behind the application's own check, for whatever path: an account keeps an active owner (MR-4).
-- The row lock makes two such changes take turns; the second then sees what the first left.
create function keep_an_owner() returns trigger language plpgsql as $$
begin
  perform 1 from accounts where id = old.account_id for update;
  if found and not exists (
    select 1 from memberships where account_id = old.account_id and role = 'owner' and state = 'active'
  ) then
    raise exception 'account % would have no active owner', old.account_id using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create constraint trigger memberships_keep_an_owner after update or delete on memberships
  deferrable initially deferred for each row
  when (old.role = 'owner' and old.state = 'active') execute function keep_an_owner();

create table invitations (
  id text not null,
  account_id text not null,
  address text not null,
  role text not null,
  state text not null default 'open',
  invited_by text not null,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  constraint invitations_pk primary key (id),
  constraint invitations_account foreign key (account_id) references accounts (id) on delete cascade,
  constraint invitations_inviter foreign key (invited_by) references users (id) on delete cascade,
  constraint invitations_role_known check (role in ('owner', 'administrator', 'technical', 'billing', 'auditor')),
  constraint invitations_state_known check (state in ('open', 'accepted', 'declined', 'revoked'))
);
comment on column invitations.address is 'The one address it is for, normalised (MR-5). Its token is in one_time_tokens, hashed.';
-- One open invitation per address and account; also the list of pending ones.
create unique index invitations_open on invitations (account_id, address) where state = 'open';
-- "What did this member invite", when the member loses the right to.
create index invitations_by_inviter on invitations (account_id, invited_by) where state = 'open';

-- Who wants no invitation at all. No row: invitations are welcome.
create table invitation_refusals (
  user_id text not null,
  since timestamptz not null,
  constraint invitation_refusals_pk primary key (user_id),
  constraint invitation_refusals_user foreign key (user_id) references users (id) on delete cascade
);

-- Every change in an account, for its owners and auditors. Only ever added to (LH-4).
create table account_activity (
  seq bigint generated always as identity,
  id text not null,
  account_id text not null,
  at timestamptz not null,
  kind text not null,
  actor_user_id text,
  actor_email text,
  subject_user_id text,
  subject_email text,
  before_value jsonb not null,
  after_value jsonb not null,
  session_id text,
  proof_methods text[] not null,
  proof_assurance text,
  address text,
  browser text,
  system text,
  constraint account_activity_pk primary key (id)
);
comment on table account_activity is 'No foreign keys: what was done stays known when users and accounts are gone.';
comment on column account_activity.actor_user_id is 'null: it happened by itself, such as the end of a wait.';
comment on column account_activity.actor_email is 'As it was then: people change their address, and the trail must not change with it.';
-- An account's activity, newest first, a page at a time.
create unique index account_activity_by_account on account_activity (account_id, seq desc);
-- "Did this person look at it within the last hour already": looks are noted once an hour (LH-6).
create index account_activity_views on account_activity (account_id, actor_user_id, kind, at)
  where kind in ('members-viewed', 'activity-viewed');

-- Nothing edits or removes a line. The one thing that may go is from where it was done, when its retention ends (DP-1).
create function refuse_activity_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.address is null and to_jsonb(new) - 'address' = to_jsonb(old) - 'address' then
    return new;
  end if;
  raise exception 'account_activity is only ever added to' using errcode = 'insufficient_privilege';
end $$;
create trigger account_activity_append_only before update or delete on account_activity
  for each row execute function refuse_activity_change();
create trigger account_activity_no_truncate before truncate on account_activity
  for each statement execute function refuse_activity_change();
