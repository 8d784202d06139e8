import { type Queries, runStatement } from '../../foundations/database/index.ts';
import type { LedgerPlace } from './ledger-cursor.ts';
import type { OfficialMailRow } from './official-mail-table.ts';

export type LedgerRow = Pick<
  OfficialMailRow,
  | 'id'
  | 'number'
  | 'template'
  | 'kind'
  | 'recipient_masked'
  | 'subject'
  | 'state'
  | 'created_at'
  | 'delivered_at'
  | 'preview'
> & { micros: number };

const PAGE = `
  select id, number, template, kind, recipient_masked, subject, state, created_at, delivered_at, preview,
         (extract(epoch from created_at) * 1000000)::bigint as micros
    from official_mails
   where user_id = $1
     and (created_at, id) < ('epoch'::timestamptz + $2::bigint * interval '1 microsecond', $3::text)
   order by created_at desc, id desc limit $4`;
const AFTER_ALL: LedgerPlace = { micros: 4_000_000_000_000_000, id: '' };

/** One user's mails, the newest first, after `place`. */
export function findLedgerPage(
  db: Queries,
  userId: string,
  place: LedgerPlace | null,
  most: number,
): Promise<LedgerRow[]> {
  const { micros, id } = place ?? AFTER_ALL;
  return runStatement<LedgerRow>(db, PAGE, [userId, micros, id, most]);
}

export type SentMail = Pick<
  OfficialMailRow,
  'id' | 'number' | 'user_id' | 'kind' | 'recipient_masked' | 'recipient_hash' | 'subject' | 'created_at' | 'body_hash'
>;

// A folded notice was never sent itself: its number stands in no mail.
const OF_NUMBER = `
  select id, number, user_id, kind, recipient_masked, recipient_hash, subject, created_at, body_hash
    from official_mails where number = $1 and state <> 'folded'`;

/** The mail of a number: one indexed look-up, found or not. */
export async function findByNumber(db: Queries, number: string): Promise<SentMail | null> {
  return (await runStatement<SentMail>(db, OF_NUMBER, [number]))[0] ?? null;
}
