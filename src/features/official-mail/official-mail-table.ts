import { sql } from 'kysely';
import { type Queries, runStatement } from '../../foundations/database/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';

export type MailState = 'queued' | 'delivered' | 'failed' | 'folded';

export interface OfficialMailRow {
  id: string;
  number: string;
  user_id: string | null;
  template: string;
  kind: 'notice' | 'on-request';
  locale: Locale;
  recipient_masked: string;
  recipient_hash: Buffer;
  subject: string;
  parameters: object;
  /** Sealed: the words to be shown again, without secrets. Null: past their retention, or not to be had. */
  preview: Buffer | null;
  rendered: Buffer | null;
  /** Of the whole body as it goes over the wire. Null: folded, never sent itself. */
  body_hash: Buffer | null;
  state: MailState;
  folded_into: string | null;
  created_at: Date;
  due_at: Date;
  delivered_at: Date | null;
  attempts: number;
  last_error: string | null;
}

/** What all mails of one act have in common, and what each recipient's has of its own. */
export type SharedColumns = Pick<
  OfficialMailRow,
  'user_id' | 'template' | 'kind' | 'locale' | 'subject' | 'created_at'
> & { parameters: string };
export type OwnColumns = Pick<
  OfficialMailRow,
  'id' | 'number' | 'recipient_masked' | 'recipient_hash' | 'rendered' | 'body_hash' | 'state' | 'preview'
>;

function table(db: Queries) {
  return db.withTables<{ official_mails: OfficialMailRow }>();
}

const INSERT = `
  insert into official_mails (user_id, template, kind, locale, subject, parameters, created_at, due_at,
    id, number, recipient_masked, recipient_hash, rendered, body_hash, state, preview)
  values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11, $12, $13, $14, $15)`;

/** A statement each, sent together: bytes that are no part of an array go as they are. */
export async function insertMails(tx: Queries, shared: SharedColumns, own: readonly OwnColumns[]): Promise<void> {
  const { user_id, template, kind, locale, subject, parameters, created_at } = shared;
  const common = [user_id, template, kind, locale, subject, parameters, created_at];
  await Promise.all(
    own.map(({ id, number, recipient_masked, recipient_hash, rendered, body_hash, state, preview }) =>
      runStatement(tx, INSERT, [
        ...common,
        ...[id, number, recipient_masked, recipient_hash, rendered, body_hash, state, preview],
      ]),
    ),
  );
}

export type WaitingMail = Pick<OfficialMailRow, 'id' | 'number' | 'template' | 'created_at' | 'attempts'> & {
  rendered: Buffer;
};

// A slow mail server may be waited for longer than other transactions that do nothing.
const LOCK_DUE = `
  select id, number, template, created_at, attempts, rendered,
         set_config('idle_in_transaction_session_timeout', '90s', true)
    from official_mails where state = 'queued' and due_at <= $1 order by due_at, position limit $2
     for update skip locked`;

/** Locks mails that are due, the longest waiting first, for as long as they are being sent: whoever else looks finds others. */
export function lockDue(tx: Queries, now: Date, most: number): Promise<WaitingMail[]> {
  return runStatement<WaitingMail>(tx, LOCK_DUE, [now, most]);
}

const CLOSE = `
  update official_mails set state = $2, rendered = null, delivered_at = $3, last_error = $4, attempts = attempts + 1
   where id = any($1)`;

/** The mails are over: their words are erased with the same statement. */
export async function closeMails(
  tx: Queries,
  ids: readonly string[],
  end: { state: 'delivered' | 'failed'; at: Date; error: string | null },
): Promise<void> {
  await runStatement(tx, CLOSE, [ids, end.state, end.state === 'delivered' ? end.at : null, end.error]);
}

const POSTPONE = 'update official_mails set due_at = $2, last_error = $3, attempts = attempts + 1 where id = $1';

export async function postponeMail(tx: Queries, id: string, dueAt: Date, error: string): Promise<void> {
  await runStatement(tx, POSTPONE, [id, dueAt, error]);
}

export interface FoldedRecipient {
  user_id: string;
  recipient_hash: Buffer;
}

/** Recipients with a folded notice from before `before` that no digest has told yet, in a fixed order, from behind `after` on. */
export async function findFoldedRecipients(
  db: Queries,
  before: Date,
  after: FoldedRecipient | null,
  most: number,
): Promise<FoldedRecipient[]> {
  const rows = await sql<FoldedRecipient>`
    select user_id, recipient_hash from official_mails
     where state = 'folded' and rendered is not null and user_id is not null
       and (user_id, recipient_hash) > (${after?.user_id ?? ''}, ${after?.recipient_hash ?? Buffer.alloc(0)})
     group by user_id, recipient_hash having min(created_at) <= ${before}
     order by user_id, recipient_hash limit ${most}`.execute(db);
  return rows.rows;
}

export type FoldedMail = Pick<OfficialMailRow, 'id' | 'created_at' | 'locale'> & { rendered: Buffer };

export async function lockFolded(tx: Queries, of: FoldedRecipient, most: number): Promise<FoldedMail[]> {
  const rows = await table(tx)
    .selectFrom('official_mails')
    .select(['id', 'created_at', 'locale', 'rendered'])
    .where('recipient_hash', '=', of.recipient_hash)
    .where('user_id', '=', of.user_id)
    .where('state', '=', 'folded')
    .where('rendered', 'is not', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.flatMap(({ rendered, ...row }) => (rendered ? [{ ...row, rendered }] : []));
}

export async function markTold(tx: Queries, ids: readonly string[], digestId: string): Promise<void> {
  await sql`update official_mails set rendered = null, folded_into = ${digestId} where id = any(${ids})`.execute(tx);
}

/** DP-1: parameters hold addresses of sign-ins, so they go when those of the login history go. */
export async function emptyParameters(db: Queries, after: Date, before: Date): Promise<void> {
  await sql`update official_mails set parameters = '{}', preview = null
    where created_at >= ${after} and created_at < ${before} and (parameters <> '{}' or preview is not null)`.execute(
    db,
  );
}

export async function deleteMails(db: Queries, before: Date): Promise<void> {
  await sql`delete from official_mails where created_at < ${before}`.execute(db);
}
