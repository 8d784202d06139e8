import type { Database, Queries } from '../../foundations/database/index.ts';

export type SetBy = 'sign-up' | 'change' | 'reset';

export interface PasswordRow {
  user_id: string;
  hash: string;
  set_at: Date;
  set_by: SetBy;
  must_change: boolean;
  closed_at: Date | null;
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

/** Setting a password opens it again and settles a known compromise. */
export async function upsertPassword(
  tx: Queries,
  row: Pick<PasswordRow, 'user_id' | 'hash' | 'set_at' | 'set_by'>,
): Promise<void> {
  const columns = { ...row, must_change: false, closed_at: null };
  await table(tx)
    .insertInto('passwords')
    .values(columns)
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(columns))
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
