-- Room: two-factor. Which sheet of backup codes was shown last, and steps that a clock which is ahead has spent.

-- A clock that was ahead is set right and goes on: last_step would have closed every step up to the one it showed.
alter table authenticator_app_enrolments add column spent_apart bigint[] not null default '{}';
alter table authenticator_apps add column spent_apart bigint[] not null default '{}';
comment on column authenticator_apps.spent_apart is 'Time steps that were shown too early while enrolling: exactly these are refused too, none beside them (2F-3).';

-- Until now two windows could show two unsaved sets of one number. They live ten minutes and count for nothing.
delete from backup_code_sets where saved_at is null;
-- What a button says was kept is the one set that its session was shown last.
create unique index backup_code_sets_unsaved on backup_code_sets (session_id) where saved_at is null;
comment on column backup_code_sets.number is 'As printed on the sheet. The row with the newest number stays, so that no two sheets of a user have the same.';
