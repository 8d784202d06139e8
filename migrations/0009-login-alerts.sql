-- On which sign-ins a user wants a mail. No row: on every one.
create table login_alert_settings (
  user_id text not null,
  mode text not null,
  changed_at timestamptz not null,
  constraint login_alert_settings_pkey primary key (user_id),
  constraint login_alert_settings_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
  constraint login_alert_settings_mode_check check (mode in ('every', 'new-devices', 'off'))
);
