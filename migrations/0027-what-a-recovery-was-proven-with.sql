-- Room: recovery. A proof counts as long as what it was given with does.
alter table recoveries add column proven jsonb not null default '{}';
comment on column recoveries.proven is 'What each proof was given with: the id of an app, a passkey or a set of codes, a hash over the hash of a password. A backup code without one was looked at and not used up.';
