-- Room: users-and-roles. A second rule for members, and the mails that tell them of their account's rules.

alter table accounts add column passkey_from timestamptz;
comment on column accounts.passkey_from is 'From when on members work here with a passkey alone, or beside it (MR-6); null: they need none.';

-- A walk through the members of one account that is under way or still to come; none is left when all were told.
create table rule_mailings (
  account_id text not null,
  rule text not null,
  kind text not null,
  due_at timestamptz not null,
  set_by text not null,
  told_to text not null default '',
  constraint rule_mailings_pk primary key (account_id, rule, kind),
  constraint rule_mailings_account foreign key (account_id) references accounts (id) on delete cascade,
  constraint rule_mailings_rule_known check (rule in ('second-factor', 'passkey')),
  constraint rule_mailings_kind_known check (kind in ('announcement', 'reminder'))
);
comment on column rule_mailings.told_to is 'The last member, by id, who was told: moved on with their mail in one transaction, so that nobody is told twice.';
comment on column rule_mailings.set_by is 'Who set the rule knows of it. No foreign key: the walk ends also when they are gone.';
-- "Whom is there to tell now", asked every minute: a handful of rows at any time.
create index rule_mailings_due on rule_mailings (due_at);
