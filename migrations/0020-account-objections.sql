-- Rooms: users-and-roles and recovery. An owner objects to a change in a shared account, from the mail about it.

alter table accounts
  add column frozen_until timestamptz,
  add column frozen_against text;
comment on column accounts.frozen_until is 'After an objection nobody changes anything in this account until then; null: never, or it was ended.';
comment on column accounts.frozen_against is 'In whose name the change was made that was objected to: their own proof does not end the freeze. null: it was their own objection.';

alter table security_journal add column account_change text;
comment on column security_journal.account_change is 'A change in a shared account: one row for each owner who may object, all with the same line of account_activity. What it was stands there; here, what this owner could prove then. No foreign key: the trail knows nothing of whoever reads it.';
-- All owners' rows of one change: it is objected to and taken back once.
create index security_journal_by_account_change on security_journal (account_change) where account_change is not null;

-- "Did this owner stop the changes here within the last days already".
create index account_activity_stops on account_activity (account_id, actor_user_id, at) where kind = 'changes-stopped';
