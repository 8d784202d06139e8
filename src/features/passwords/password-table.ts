import { sql } from 'kysely';
import type { Database, Queries } from '../../foundations/database/index.ts';

export type SetBy = 'sign-up' | 'change' | 'reset';

export interface PasswordRow {
  user_id: string;
  hash: string;
  set_at: Date;
  set_by: SetBy;
  must_change: boolean;
  closed_at: Date | null;
  /** The password before the first mailed reset since one signed in with a second factor; null: the present one. */
  recovery_hash: string | null;
}

function table(db: Queries) {
  return db.withTables<{ passwords: PasswordRow }>();
}

/** The look-up of every password sign-in. */
export function prepareFindPassword(database: Database) {
  const find = database.statement<Pick<PasswordRow, 'hash' | 'must_change' | 'closed_at'>>(
    'select hash, must_change, closed_at from passwords where user_id = $1',
  );
  return async (userId: string, tx?: Queries) => (await find([userId], tx))[0] ?? null;
}

/** The password that a recovery counts, also when it is closed. */
export function prepareFindRecoveryHash(database: Database) {
  const find = database.statement<{ hash: string }>(
    'select coalesce(recovery_hash, hash) as hash from passwords where user_id = $1',
  );
  return async (userId: string, tx?: Queries): Promise<string | null> => (await find([userId], tx))[0]?.hash ?? null;
}

/** Setting a password opens it again and settles a known compromise. */
export async function upsertPassword(
  tx: Queries,
  row: Pick<PasswordRow, 'user_id' | 'hash' | 'set_at' | 'set_by'>,
): Promise<void> {
  // A mailed reset proves a mailbox alone: for a recovery the password before the first of them goes on counting.
  const recovery =
    row.set_by === 'reset' ? sql<string>`coalesce(passwords.recovery_hash, passwords.hash)` : sql<null>`null`;
  const columns = { ...row, must_change: false, closed_at: null };
  await table(tx)
    .insertInto('passwords')
    .values({ ...columns, recovery_hash: null })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ ...columns, recovery_hash: recovery }))
    .execute();
}

/** The password signed in with a second factor beside it: from now on it is the one a recovery counts. */
export async function forgetRecoveryHash(tx: Queries, userId: string): Promise<void> {
  await table(tx)
    .updateTable('passwords')
    .set({ recovery_hash: null })
    .where('user_id', '=', userId)
    .where('recovery_hash', 'is not', null)
    .execute();
}

/** For an undo: row for row what it was. A recovery counts it as before; restored itself, it needs no second place. */
export async function restorePassword(tx: Queries, row: Omit<PasswordRow, 'recovery_hash'>): Promise<void> {
  const { user_id, ...columns } = row;
  await table(tx)
    .updateTable('passwords')
    .set({ ...columns, recovery_hash: sql<string | null>`nullif(recovery_hash, ${row.hash})` })
    .where('user_id', '=', user_id)
    .execute();
}

/** Guarded by the hash it replaces: a password set meanwhile is not overwritten. */
export async function replaceHash(db: Queries, userId: string, oldHash: string, newHash: string): Promise<void> {
  await table(db)
    .updateTable('passwords')
    .set({ hash: newHash })
    .where('user_id', '=', userId)
    .where('hash', '=', oldHash)
    .execute();
}

/** Locks the row for the rest of the transaction. */
export async function lockPassword(tx: Queries, userId: string): Promise<PasswordRow | null> {
  const row = await table(tx)
    .selectFrom('passwords')
    .selectAll()
    .where('user_id', '=', userId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function closePassword(tx: Queries, userId: string, at: Date): Promise<void> {
  await table(tx).updateTable('passwords').set({ closed_at: at }).where('user_id', '=', userId).execute();
}

export async function markCompromised(tx: Queries, userId: string): Promise<void> {
  await table(tx).updateTable('passwords').set({ must_change: true }).where('user_id', '=', userId).execute();
}
