-- Room: ip-restriction. The list of an account, made in two steps.

alter table address_restrictions
  add column draft_list text,
  add constraint address_restrictions_draft foreign key (draft_list) references address_lists (id);
comment on column address_restrictions.draft_list is 'A list that was checked and counts for nobody; turned on by its id, so that ten thousand entries are sent once. One for each owner: whoever checks another list first makes this one void.';
-- The clean-up asks whether a version is still in use.
create index address_restrictions_by_draft on address_restrictions (draft_list) where draft_list is not null;
