-- Room: passkeys. Security keys that are asked for after the password and for nothing else.

alter table passkeys
  add column beside_password boolean not null default false,
  -- It would count as a way in that nobody can use: a sign-in without a name does not find it.
  add constraint passkeys_beside_password_never_alone check (not (beside_password and stands_alone));
comment on column passkeys.beside_password is 'Made as a second factor: its authenticator keeps no entry to be found by, so it never comes to stand alone (PK-6).';

alter table passkey_challenges add column beside_password boolean not null default false;
comment on column passkey_challenges.beside_password is 'What was asked for, so that an answer cannot choose it.';

-- Room: login-history. With which passkey; its name is looked up when it is shown, so that a new name counts for the past too.
alter table login_events add column passkey_id text;
comment on column login_events.passkey_id is 'On a sign-in with a passkey. No foreign key: it may be removed.';
