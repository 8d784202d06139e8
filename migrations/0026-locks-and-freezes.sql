-- Several objections can fall into one freeze: nobody whose change was objected to ends it by their own proof.
alter table accounts alter column frozen_against type text[]
  using case when frozen_against is null then '{}' else array[frozen_against] end;
alter table accounts alter column frozen_against set default '{}', alter column frozen_against set not null;
comment on column accounts.frozen_against is 'In whose name the changes were made that were objected to: their own proof does not end the freeze. Empty: it was their own objection.';

-- As the application locks accounts: changes take turns, and a sign-in, whose session refers to the account, need not wait.
create or replace function keep_an_owner() returns trigger language plpgsql as $$
begin
  perform 1 from accounts where id = old.account_id for no key update;
  if found and not exists (
    select 1 from memberships where account_id = old.account_id and role = 'owner' and state = 'active'
  ) then
    raise exception 'account % would have no active owner', old.account_id using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
