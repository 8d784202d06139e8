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

/**
 * The next set, shown and not yet saved: it counts for nothing. Replaces an unsaved one of the same session. Its number was
 * on no sheet before; the caller holds the user, so that two at once get two.
 */
export async function insertUnsavedSet(
  tx: Queries,
  set: { id: string; userId: string; sessionId: string; createdAt: Date; expiresAt: Date },
  codes: readonly { lookup: string; hash: string }[],
): Promise<number> {
  const { number } = await table(tx)
    .selectFrom('backup_code_sets')
    .select(sql<number>`coalesce(max(number), 0) + 1`.as('number'))
    .where('user_id', '=', set.userId)
    .executeTakeFirstOrThrow();
  await table(tx)
    .deleteFrom('backup_code_sets')
    .where('user_id', '=', set.userId)
    .where('session_id', '=', set.sessionId)
    .where('saved_at', 'is', null)
    .execute();
  await table(tx)
    .insertInto('backup_code_sets')
    .values({
      id: set.id,
      user_id: set.userId,
      number,
      created_at: set.createdAt,
      session_id: set.sessionId,
      expires_at: set.expiresAt,
      doubted: false,
    })
    .execute();
  await table(tx)
    .insertInto('backup_codes')
    .values(codes.map((code) => ({ set_id: set.id, ...code })))
    .execute();
  return number;
}

export type SaveResult =
  | { result: 'saved'; number: number; voided: { id: string; created_at: Date } | null }
  /** Another set was shown in this session since. */
  | { result: 'replaced'; shown: number; newest: number }
  /** There is none, or its ten minutes are over. */
  | { result: 'over' };

/** Voids the live set and makes the session's unsaved one live, unless `shown` is the number of another one. */
export async function saveSet(
  tx: Queries,
  session: { id: string; userId: string },
  change: { id: string; at: Date; shown: number | undefined },
): Promise<SaveResult> {
  const { shown } = change;
  const unsaved = await table(tx)
    .selectFrom('backup_code_sets')
    .select(['id', 'number'])
    .where('user_id', '=', session.userId)
    .where('session_id', '=', session.id)
    .where('saved_at', 'is', null)
    .where('expires_at', '>', change.at)
    .forUpdate()
    .executeTakeFirst();
  const newest = unsaved?.number ?? (await findLiveSet(tx, session.userId))?.number;
  if (shown !== undefined && newest !== undefined && shown < newest) return { result: 'replaced', shown, newest };
  if (!unsaved || (shown !== undefined && shown !== unsaved.number)) return { result: 'over' };
  const voided = await table(tx)
    .updateTable('backup_code_sets')
    .set({ voided_at: change.at, voided_by: change.id })
    .where('user_id', '=', session.userId)
    .where('saved_at', 'is not', null)
    .where('voided_at', 'is', null)
    .returning(['id', 'created_at'])
    .executeTakeFirst();
  await table(tx)
    .updateTable('backup_code_sets')
    .set({ saved_at: change.at, senior_from: change.at, added_by: change.id, expires_at: null, session_id: null })
    .where('id', '=', unsaved.id)
    .execute();
  return { result: 'saved', number: unsaved.number, voided: voided ?? null };
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

/** Unsaved sets that are over go, but for the newest number; so do the codes of void ones. No number is given twice. */
export async function deleteOldSets(db: Queries, now: Date, voidBefore: Date): Promise<void> {
  await table(db)
    .deleteFrom('backup_codes')
    .where('set_id', 'in', (eb) =>
      eb
        .selectFrom('backup_code_sets')
        .select('id')
        .where((set) =>
          set.or([
            set('voided_at', '<', voidBefore),
            set.and([set('saved_at', 'is', null), set('expires_at', '<=', now)]),
          ]),
        ),
    )
    .execute();
  await table(db)
    .deleteFrom('backup_code_sets as old')
    .where('old.saved_at', 'is', null)
    .where('old.expires_at', '<=', now)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('backup_code_sets as newer')
          .select('newer.id')
          .whereRef('newer.user_id', '=', 'old.user_id')
          .whereRef('newer.number', '>', 'old.number'),
      ),
    )
    .execute();
}
