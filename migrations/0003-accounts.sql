-- Room: users-and-roles. A customer account owns what is worth protecting; members work in it.

create table accounts (
  id text not null,
  name text not null,
  created_at timestamptz not null,
  constraint accounts_pk primary key (id)
);

create table memberships (
  account_id text not null,
  user_id text not null,
  role text not null,
  state text not null default 'active',
  joined_at timestamptz not null,
  constraint memberships_pk primary key (account_id, user_id),
  constraint memberships_account foreign key (account_id) references accounts (id) on delete cascade,
  constraint memberships_user foreign key (user_id) references users (id) on delete cascade,
  constraint memberships_role_known check (role in ('owner', 'administrator', 'technical', 'billing', 'auditor')),
  constraint memberships_state_known check (state in ('active', 'suspended'))
);
-- "Which accounts is this user in", for the switcher and for sign-in.
create index memberships_by_user on memberships (user_id);
