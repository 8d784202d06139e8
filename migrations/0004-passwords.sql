-- Room: passwords. One password per user, as an Argon2id string; nothing else about it is kept.

create table passwords (
  user_id text not null,
  hash text not null,
  set_at timestamptz not null,
  set_by text not null,
  must_change boolean not null default false,
  closed_at timestamptz,
  constraint passwords_pk primary key (user_id),
  constraint passwords_user foreign key (user_id) references users (id) on delete cascade,
  -- A mistake here would store a password as it was typed.
  constraint passwords_hash_is_argon2id check (hash like '$argon2id$v=19$%'),
  constraint passwords_set_by_known check (set_by in ('sign-up', 'change', 'reset'))
);
comment on column passwords.must_change is 'Known to be compromised: the next session reaches only the change of password (PW-8). Age never sets this.';
comment on column passwords.closed_at is 'After "this was not me": the password proves nothing until it is set anew.';
