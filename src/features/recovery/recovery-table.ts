import { sql } from 'kysely';
import type { Queries } from '../../foundations/database/index.ts';
import type { SealedColumn } from '../../foundations/sealed-rows/index.ts';
import type { Proven } from './live-proofs.ts';
import type { Lost, Proof } from './recovery.ts';

export const RECOVERY_EMAIL = 'recovery.email';
export const recoveryColumn: SealedColumn = {
  table: 'recoveries',
  idColumn: 'id',
  column: 'sealed_email',
  purpose: RECOVERY_EMAIL,
};

export interface RecoveryRow {
  id: string;
  cookie_hash: Buffer;
  sealed_email: Buffer;
  user_id: string | null;
  lost: Lost;
  state: 'proof' | 'joined' | 'waiting' | 'done' | 'ended' | 'void';
  proofs: Proof[];
  /** Of what is no proof any more something may be left. */
  proven: Proven;
  requested_at: Date;
  /** Until then proofs can be given. */
  expires_at: Date;
  code_mailed_at: Date | null;
  address: string | null;
  prefix: string;
  user_agent: string;
  wait_days: number | null;
  completes_at: Date | null;
  next_notice_at: Date | null;
  stopped_at: Date | null;
  held_until: Date | null;
  keeps: string | null;
  settled_at: Date | null;
}

/** One that runs: what the checks of the table promise. */
export type WaitingRecovery = RecoveryRow & {
  state: 'waiting';
  user_id: string;
  wait_days: number;
  completes_at: Date;
  next_notice_at: Date;
};

function table(db: Queries) {
  return db.withTables<{ recoveries: RecoveryRow }>();
}

type NewRecovery = Pick<
  RecoveryRow,
  'id' | 'cookie_hash' | 'sealed_email' | 'lost' | 'requested_at' | 'expires_at' | 'address' | 'prefix' | 'user_agent'
>;

export async function insertRecovery(tx: Queries, row: NewRecovery): Promise<void> {
  await table(tx)
    .insertInto('recoveries')
    .values({ ...row, state: 'proof', proofs: [], proven: {} })
    .execute();
}

/** The recovery of this browser, while proofs can be given. */
export async function findByCookie(db: Queries, cookieHash: Buffer, now: Date): Promise<RecoveryRow | null> {
  const row = await table(db)
    .selectFrom('recoveries')
    .selectAll()
    .where('cookie_hash', '=', cookieHash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row ?? null;
}

export async function findRecovery(db: Queries, id: string): Promise<RecoveryRow | null> {
  return (await table(db).selectFrom('recoveries').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** After the user's row, always: whoever changes a recovery holds both. */
export async function lockRecovery(tx: Queries, id: string): Promise<RecoveryRow | null> {
  const row = await table(tx).selectFrom('recoveries').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row ?? null;
}

export async function findWaiting(db: Queries, userId: string): Promise<WaitingRecovery | null> {
  const row = await table(db)
    .selectFrom('recoveries')
    .selectAll()
    .where('user_id', '=', userId)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return row ? asWaiting(row) : null;
}

/** Its clock has stood once, for a stop or for a freeze; it does not again. */
export function wasHeld({ stopped_at, held_until }: Pick<RecoveryRow, 'stopped_at' | 'held_until'>): boolean {
  return stopped_at !== null || held_until !== null;
}

/** null: it does not wait. */
export function asWaiting(row: RecoveryRow | null): WaitingRecovery | null {
  return row?.state === 'waiting' ? (row as WaitingRecovery) : null;
}

/** Something is to be done about these: their time is over, or the day's notice is due. */
export async function listDue(db: Queries, now: Date, most: number): Promise<{ id: string; user_id: string }[]> {
  const rows = await table(db)
    .selectFrom('recoveries')
    .select(['id', 'user_id'])
    .where('state', '=', 'waiting')
    .where(sql<boolean>`least(completes_at, next_notice_at) <= ${now}`)
    .orderBy(sql`least(completes_at, next_notice_at)`)
    .limit(most)
    .execute();
  return rows.flatMap(({ id, user_id }) => (user_id === null ? [] : [{ id, user_id }]));
}

export async function updateRecovery(
  tx: Queries,
  id: string,
  change: Partial<
    Pick<
      RecoveryRow,
      | 'user_id'
      | 'state'
      | 'proofs'
      | 'proven'
      | 'code_mailed_at'
      | 'wait_days'
      | 'completes_at'
      | 'next_notice_at'
      | 'stopped_at'
      | 'held_until'
      | 'keeps'
      | 'settled_at'
    >
  >,
): Promise<void> {
  await table(tx).updateTable('recoveries').set(change).where('id', '=', id).execute();
}

/** True for one caller: the code of the request is mailed once. */
export async function markCodeMailed(tx: Queries, id: string, now: Date): Promise<boolean> {
  const result = await table(tx)
    .updateTable('recoveries')
    .set({ code_mailed_at: now })
    .where('id', '=', id)
    .where('state', '=', 'proof')
    .where('code_mailed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The clock of a waiting recovery stands until then, if it was never held before. */
export async function holdWaiting(tx: Queries, userId: string, now: Date, until: Date): Promise<void> {
  await table(tx)
    .updateTable('recoveries')
    .set({ completes_at: sql`completes_at + (${until}::timestamptz - ${now}::timestamptz)`, held_until: until })
    .where('user_id', '=', userId)
    .where('state', '=', 'waiting')
    .where('stopped_at', 'is', null)
    .where('held_until', 'is', null)
    .execute();
}

/** The clock goes on now: its end comes earlier by what is left of the hold. It stays the one hold there was. */
export async function releaseWaiting(tx: Queries, userId: string, now: Date): Promise<void> {
  await table(tx)
    .updateTable('recoveries')
    .set({ completes_at: sql`completes_at - (held_until - ${now}::timestamptz)`, held_until: now })
    .where('user_id', '=', userId)
    .where('state', '=', 'waiting')
    .where('held_until', '>', now)
    .execute();
}

/** Requests that nobody proved, and what was settled long enough ago. */
export async function deleteOldRecoveries(db: Queries, now: Date, settledBefore: Date): Promise<void> {
  await table(db)
    .deleteFrom('recoveries')
    .where('state', 'in', ['proof', 'joined'])
    .where('expires_at', '<=', now)
    .execute();
  await table(db).deleteFrom('recoveries').where('settled_at', '<', settledBefore).execute();
}
