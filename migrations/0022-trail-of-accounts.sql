-- The trail of accounts: the application may add to it and read it. It owns the table, so it gives its own rights up;
-- the triggers of 0015 stand behind this for whoever takes them back (LH-4).
revoke update, delete, truncate on account_activity from current_user;
-- From where something was done is erased when its retention ends (DP-1).
grant update (address) on account_activity to current_user;

-- What runs daily finds its rows without reading a table that only grows.
create index account_activity_with_address on account_activity (at) where address is not null;
create index invitations_expired on invitations (expires_at);
