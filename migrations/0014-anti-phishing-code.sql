-- Room: anti-phishing-code. The phrase that every official mail to its user shows; one row a user, made at the first one.
create table anti_phishing_codes (
  user_id text not null,
  -- Raised by every change; the sealed phrase is bound to it, so an older one cannot be put back.
  version int not null,
  -- Sealed to user and version (CR-2). Null: none is set. Earlier ones are in the security journal alone, sealed, for an undo.
  sealed bytea,
  changed_at timestamptz not null,
  constraint anti_phishing_codes_pkey primary key (user_id),
  constraint anti_phishing_codes_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
  constraint anti_phishing_codes_version_check check (version >= 0 and (version > 0 or sealed is null))
);

-- Room: official-mail. What the ledger shows again of a mail: its words, with every code, token and link already blanked
-- when it was sent; sealed to this row. Goes with `parameters`.
alter table official_mails add column preview bytea;

-- The ledger page turns over at an instant and, within it, an id.
drop index official_mails_user_id_created_at_idx;
create index official_mails_user_id_created_at_idx on official_mails (user_id, created_at desc, id desc);

-- Room: official-mail. Forged mails that people handed in at /check-mail, for the operator.
create table mail_reports (
  id text not null,
  at timestamptz not null,
  -- What the check said: `changed` or `not-ours`.
  verdict text not null,
  -- The number that stands in it, whether or not it is one of ours.
  number text,
  -- Where it claims to come from and where it leads: to be counted and blocked.
  sender_domain text,
  links text[] not null,
  -- Null: nobody was signed in.
  user_id text,
  -- Sealed to this row: it may hold a phrase, an address, a link that still works.
  message bytea not null,
  -- Keyed: the same mail handed in again is counted, not kept again.
  message_hash bytea not null,
  times int not null default 1,
  last_at timestamptz not null,
  constraint mail_reports_pkey primary key (id),
  constraint mail_reports_message_hash_key unique (message_hash),
  constraint mail_reports_user_id_fkey foreign key (user_id) references users (id) on delete set null,
  constraint mail_reports_verdict_check check (verdict in ('changed', 'not-ours'))
);
-- The newest first, and the oldest to be dropped.
create index mail_reports_last_at_idx on mail_reports (last_at desc);
-- Only for the foreign key, when a user is deleted.
create index mail_reports_user_id_idx on mail_reports (user_id) where user_id is not null;
