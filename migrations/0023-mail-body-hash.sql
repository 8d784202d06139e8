-- A mail is recognised by its whole body as it left us, not by parts that two programs may read differently.
alter table official_mails
  drop column text_hash,
  drop column html_hash,
  -- Keyed, because a plain hash would let a reader of this table guess the phrase in the mail. Null: folded, never sent itself.
  add column body_hash bytea;
