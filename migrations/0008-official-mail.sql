-- Every mail the company sends to a person: the outbox until it is delivered, the ledger afterwards.
create table official_mails (
  id text not null,
  -- Printed in the mail, read aloud on the phone; 70 random bits.
  number text not null,
  -- Null: sent to an address that belongs to no user (yet).
  user_id text,
  template text not null,
  kind text not null,
  locale text not null,
  -- "b•••@example.com", for people; the address itself is only inside `rendered`.
  recipient_masked text not null,
  -- Keyed hash of the normalised address: budgets and digests group by it.
  recipient_hash bytea not null,
  subject text not null,
  -- What the template was filled with, without its secret parameters; emptied after its retention.
  parameters jsonb not null,
  -- Sealed, bound to this row: the finished mail while queued, its line for the digest while folded. Null once sent or given up.
  rendered bytea,
  -- Keyed hashes of the parts as sent. Keyed, because a plain hash would let a reader of this table guess the phrase in them.
  text_hash bytea,
  html_hash bytea,
  state text not null,
  -- The digest that told of this folded notice.
  folded_into text,
  created_at timestamptz not null,
  -- The next try; the sweep looks for queued mails that are overdue.
  due_at timestamptz not null,
  delivered_at timestamptz,
  attempts int not null default 0,
  -- Codes alone, never the server's words: those may name the recipient.
  last_error text,
  constraint official_mails_pkey primary key (id),
  constraint official_mails_number_key unique (number),
  constraint official_mails_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
  constraint official_mails_folded_into_fkey foreign key (folded_into) references official_mails (id) on delete set null,
  constraint official_mails_kind_check check (kind in ('notice', 'on-request')),
  constraint official_mails_state_check check (state in ('queued', 'delivered', 'failed', 'folded')),
  -- NM-4: a mail that waits can be sent, one that is over is erased.
  constraint official_mails_rendered_check check (state = 'folded' or (state = 'queued') = (rendered is not null))
);

-- The ledger page: one user's mails, newest first.
create index official_mails_user_id_created_at_idx on official_mails (user_id, created_at desc);
-- The sweep: overdue mails among the few that wait.
create index official_mails_queued_idx on official_mails (due_at) where state = 'queued';
-- The digest: notices folded for one recipient and not yet told.
create index official_mails_folded_idx on official_mails (recipient_hash) where state = 'folded' and rendered is not null;
-- Only for the foreign key, when an old digest is deleted.
create index official_mails_folded_into_idx on official_mails (folded_into) where folded_into is not null;
-- Retention walks the oldest rows; they lie together.
create index official_mails_created_at_idx on official_mails using brin (created_at);

-- The built-in mailbox: what would have been sent, on a machine without a mail server.
create table dev_mailbox (
  id bigint generated always as identity,
  message_id text not null,
  at timestamptz not null,
  -- The whole mail, sealed and bound to its Message-ID.
  sealed bytea not null,
  constraint dev_mailbox_pkey primary key (id),
  -- A mail sent again after a crash is kept once.
  constraint dev_mailbox_message_id_key unique (message_id)
);
