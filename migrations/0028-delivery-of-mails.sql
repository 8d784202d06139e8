-- Mails of one instant are delivered in the order in which they were written.
alter table official_mails add column position bigint generated always as identity;
drop index official_mails_queued_idx;
-- What is due, the longest waiting first, among the few that wait.
create index official_mails_queued_idx on official_mails (due_at, position) where state = 'queued';

-- What is sealed cannot be made smaller: nothing is tried.
alter table official_mails alter column rendered set storage external, alter column preview set storage external;
alter table dev_mailbox alter column sealed set storage external;
