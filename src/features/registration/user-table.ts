import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';

export interface UserRow {
  id: string;
  email: string;
  name: string;
  locale: Locale;
  time_zone: string;
  state: 'active' | 'disabled';
  auth_generation: number;
  created_at: Date;
}
function table(db: Queries) {
  return db.withTables<{ users: UserRow }>();
}

/** The look-up of every sign-in. */
export function prepareFindByEmail(database: Database) {
  const find = database.statement<UserRow>('select * from users where email = $1');
  return async (email: string, tx?: Queries): Promise<UserRow | null> => (await find([email], tx))[0] ?? null;
}

export function prepareLockUser(database: Database) {
  const lock = database.statement<Pick<UserRow, 'state' | 'auth_generation'>>(
    'select state, auth_generation from users where id = $1 for no key update',
  );
  return async (tx: Queries, id: string) => (await lock([id], tx))[0] ?? null;
}

export async function findUser(db: Queries, id: string): Promise<UserRow | null> {
  return (await table(db).selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Null: somebody confirmed this address first. */
export async function insertUser(
  tx: Queries,
  row: Omit<UserRow, 'state' | 'auth_generation'>,
): Promise<UserRow | null> {
  const inserted = await table(tx)
    .insertInto('users')
    .values({ ...row, state: 'active', auth_generation: 1 })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returningAll()
    .executeTakeFirst();
  return inserted ?? null;
}

/** A user of this very transaction, whose address turned out to be kept for somebody else. */
export async function takeBackUser(tx: Queries, id: string): Promise<void> {
  await table(tx).deleteFrom('users').where('id', '=', id).execute();
}

/** False: somebody has this address. Throws `isAddressTaken` when somebody took it in the same moment. */
export async function updateEmail(tx: Queries, id: string, email: string): Promise<boolean> {
  const result = await table(tx)
    .updateTable('users')
    .set({ email })
    .where('id', '=', id)
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('users as other').select('other.id').where('other.email', '=', email))),
    )
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export function isAddressTaken(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'users_email_once';
}

export async function raiseGeneration(tx: Queries, id: string): Promise<number> {
  const row = await table(tx)
    .updateTable('users')
    .set((eb) => ({ auth_generation: eb('auth_generation', '+', 1) }))
    .where('id', '=', id)
    .returning('auth_generation')
    .executeTakeFirstOrThrow();
  return row.auth_generation;
}

/** Sessions are the caller's: a disabled user's look-up finds none, but they are to end. */
export async function updateState(tx: Queries, id: string, state: UserRow['state']): Promise<void> {
  await table(tx).updateTable('users').set({ state }).where('id', '=', id).execute();
}

export async function updatePersonalInformation(
  db: Queries,
  id: string,
  change: Partial<Pick<UserRow, 'name' | 'locale' | 'time_zone'>>,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await table(db).updateTable('users').set(change).where('id', '=', id).execute();
}
