import { sql } from 'kysely';
import type { Queries } from '../../foundations/database/index.ts';

interface SetRow {
  id: string;
  user_id: string;
  number: number;
  created_at: Date;
  session_id: string | null;
  expires_at: Date | null;
  saved_at: Date | null;
  senior_from: Date | null;
  doubted: boolean;
  added_by: string | null;
  voided_at: Date | null;
  voided_by: string | null;
}
interface CodeRow {
  set_id: string;
  lookup: string;
  hash: string;
  used_at: Date | null;
}

function table(db: Queries) {
  return db.withTables<{ backup_code_sets: SetRow; backup_codes: CodeRow }>();
}

export interface LiveSet {
  id: string;
  number: number;
  createdAt: Date;
  left: number;
}

/** The set that counts, with how many codes are left in it. */
export async function findLiveSet(db: Queries, userId: string): Promise<LiveSet | null> {
  const row = await table(db)
    .selectFrom('backup_code_sets as s')
    .select((eb) => [
      's.id',
      's.number',
      's.created_at',
      eb
        .selectFrom('backup_codes as c')
        .select((count) => count.fn.countAll<number>().as('left'))
        .whereRef('c.set_id', '=', 's.id')
        .where('c.used_at', 'is', null)
        .as('left'),
    ])
    .where('s.user_id', '=', userId)
    .where('s.saved_at', 'is not', null)
    .where('s.voided_at', 'is', null)
    .executeTakeFirst();
  return row ? { id: row.id, number: row.number, createdAt: row.created_at, left: Number(row.left ?? 0) } : null;
}

export interface FoundCode {
  setId: string;
  lookup: string;
  hash: string;
  seniorFrom: Date;
  usedAt: Date | null;
}

/** `moment`: of the set that counted then, though it may be void since; a code used since counts again for nothing. */
export async function findCode(
  db: Queries,
  userId: string,
  lookup: string,
  moment: Date | null,
): Promise<FoundCode | null> {
  const row = await table(db)
    .selectFrom('backup_code_sets as s')
    .innerJoin('backup_codes as c', 'c.set_id', 's.id')
    .select(['s.id', 'c.lookup', 'c.hash', 'c.used_at', 's.senior_from', 's.created_at'])
    .where('s.user_id', '=', userId)
    .where('c.lookup', '=', lookup)
    .where('s.saved_at', 'is not', null)
    .$if(moment === null, (query) => query.where('s.voided_at', 'is', null))
    .$if(moment !== null, (query) =>
      query
        .where('s.saved_at', '<', moment ?? new Date(0))
        .where((eb) => eb.or([eb('s.voided_at', 'is', null), eb('s.voided_at', '>=', moment ?? new Date(0))])),
    )
    .executeTakeFirst();
  if (!row) return null;
  const { id: setId, hash, used_at: usedAt } = row;
  return { setId, lookup: row.lookup, hash, usedAt, seniorFrom: row.senior_from ?? row.created_at };
}

/** 2F-8: of any number of parallel uses one gets it. */
export async function spendBackupCode(tx: Queries, setId: string, lookup: string, now: Date): Promise<boolean> {
  const result = await table(tx)
    .updateTable('backup_codes')
    .set({ used_at: now })
    .where('set_id', '=', setId)
    .where('lookup', '=', lookup)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function countLeft(tx: Queries, setId: string): Promise<number> {
  const row = await table(tx)
    .selectFrom('backup_codes')
    .select((eb) => eb.fn.countAll<number>().as('left'))
    .where('set_id', '=', setId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.left);
}

/** The next set, shown and not yet saved: it counts for nothing. Replaces an unsaved one of the same session. */
export async function insertUnsavedSet(
  tx: Queries,
  set: { id: string; userId: string; sessionId: string; createdAt: Date; expiresAt: Date },
  codes: readonly { lookup: string; hash: string }[],
): Promise<number> {
  await table(tx)
    .deleteFrom('backup_code_sets')
    .where('user_id', '=', set.userId)
    .where('session_id', '=', set.sessionId)
    .where('saved_at', 'is', null)
    .execute();
  const { number } = await table(tx)
    .insertInto('backup_code_sets')
    .values((eb) => ({
      id: set.id,
      user_id: set.userId,
      number: eb
        .selectFrom('backup_code_sets')
        .select(sql<number>`coalesce(max(number), 0) + 1`.as('next'))
        .where('user_id', '=', set.userId)
        .where('saved_at', 'is not', null),
      created_at: set.createdAt,
      session_id: set.sessionId,
      expires_at: set.expiresAt,
      doubted: false,
    }))
    .returning('number')
    .executeTakeFirstOrThrow();
  await table(tx)
    .insertInto('backup_codes')
    .values(codes.map((code) => ({ set_id: set.id, ...code })))
    .execute();
  return number;
}

/** Voids the live set and makes the session's unsaved one live. null: there is none, or it is over. */
export async function saveSet(
  tx: Queries,
  session: { id: string; userId: string },
  change: { id: string; at: Date },
): Promise<{ number: number; voided: Date | null } | null> {
  const unsaved = await table(tx)
    .selectFrom('backup_code_sets')
    .select('id')
    .where('user_id', '=', session.userId)
    .where('session_id', '=', session.id)
    .where('saved_at', 'is', null)
    .where('expires_at', '>', change.at)
    .forUpdate()
    .executeTakeFirst();
  if (!unsaved) return null;
  const voided = await table(tx)
    .updateTable('backup_code_sets')
    .set({ voided_at: change.at, voided_by: change.id })
    .where('user_id', '=', session.userId)
    .where('saved_at', 'is not', null)
    .where('voided_at', 'is', null)
    .returning('created_at')
    .executeTakeFirst();
  const { number } = await table(tx)
    .updateTable('backup_code_sets')
    .set({ saved_at: change.at, senior_from: change.at, added_by: change.id, expires_at: null, session_id: null })
    .where('id', '=', unsaved.id)
    .returning('number')
    .executeTakeFirstOrThrow();
  return { number, voided: voided?.created_at ?? null };
}

/**
 * Takes back what a change did to the sets: its own counts as never made, the one it voided counts again. When a later
 * change voided its own already, that one voided the set before instead: undoing both ends alike in either order.
 */
export async function undoSetChange(tx: Queries, userId: string, change: string, by: string) {
  const added = await table(tx)
    .selectFrom('backup_code_sets')
    .select(['voided_at', 'voided_by'])
    .where('user_id', '=', userId)
    .where('added_by', '=', change)
    .executeTakeFirst();
  if (added && added.voided_by !== null) {
    await table(tx)
      .updateTable('backup_code_sets')
      .set({ voided_at: added.voided_at, voided_by: added.voided_by })
      .where('user_id', '=', userId)
      .where('voided_by', '=', change)
      .execute();
  }
  await table(tx)
    .updateTable('backup_code_sets')
    .set((eb) => ({ voided_at: eb.ref('saved_at'), voided_by: by }))
    .where('user_id', '=', userId)
    .where('added_by', '=', change)
    .execute();
  // A set made since the change stays the live one: there is never more than one.
  await table(tx)
    .updateTable('backup_code_sets')
    .set({ voided_at: null, voided_by: null })
    .where('user_id', '=', userId)
    .where('voided_by', '=', change)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('backup_code_sets as other')
            .select('other.id')
            .where('other.user_id', '=', userId)
            .where('other.saved_at', 'is not', null)
            .where('other.voided_at', 'is', null),
        ),
      ),
    )
    .execute();
}

export async function doubtSets(tx: Queries, userId: string, change: string, now: Date): Promise<void> {
  await table(tx)
    .updateTable('backup_code_sets')
    .set({ senior_from: now, doubted: true })
    .where('user_id', '=', userId)
    .where('added_by', '=', change)
    .where('doubted', '=', false)
    .execute();
}

/** Unsaved sets that are over go; of void ones the codes go and the number stays, so that none is given twice. */
export async function deleteOldSets(db: Queries, now: Date, voidBefore: Date): Promise<void> {
  await table(db).deleteFrom('backup_code_sets').where('saved_at', 'is', null).where('expires_at', '<=', now).execute();
  await table(db)
    .deleteFrom('backup_codes')
    .where('set_id', 'in', (eb) => eb.selectFrom('backup_code_sets').select('id').where('voided_at', '<', voidBefore))
    .execute();
}
