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
interface NotificationAddressRow {
  user_id: string;
  address: string;
  is_sign_in_address: boolean;
  verified_at: Date;
}

function table(db: Queries) {
  return db.withTables<{ users: UserRow; notification_addresses: NotificationAddressRow }>();
}

/** The look-up of every sign-in. */
export function prepareFindByEmail(database: Database) {
  const find = database.statement<UserRow>('select * from users where email = $1');
  return async (email: string, tx?: Queries): Promise<UserRow | null> => (await find([email], tx))[0] ?? null;
}

export function prepareLockUser(database: Database) {
  const lock = database.statement<Pick<UserRow, 'state' | 'auth_generation'>>(
    'select state, auth_generation from users where id = $1 for update',
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

export async function raiseGeneration(tx: Queries, id: string): Promise<number> {
  const row = await table(tx)
    .updateTable('users')
    .set((eb) => ({ auth_generation: eb('auth_generation', '+', 1) }))
    .where('id', '=', id)
    .returning('auth_generation')
    .executeTakeFirstOrThrow();
  return row.auth_generation;
}

export async function updatePersonalInformation(
  db: Queries,
  id: string,
  change: Partial<Pick<UserRow, 'name' | 'locale' | 'time_zone'>>,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await table(db).updateTable('users').set(change).where('id', '=', id).execute();
}

export async function insertNotificationAddress(tx: Queries, row: NotificationAddressRow): Promise<void> {
  await table(tx).insertInto('notification_addresses').values(row).execute();
}

/** Who gets a user's security mail, and in which words; one query, since every sign-in asks it. */
export function prepareFindRecipient(database: Database) {
  const find = database.statement<{ locale: Locale; time_zone: string; name: string; addresses: string[] }>(
    `select u.locale, u.time_zone, u.name,
            array_agg(n.address order by n.is_sign_in_address desc, n.address) as addresses
       from users u join notification_addresses n on n.user_id = u.id
      where u.id = $1
      group by u.id`,
  );
  return async (tx: Queries, userId: string) => {
    const [row] = await find([userId], tx);
    return row ? { locale: row.locale, timeZone: row.time_zone, name: row.name, addresses: row.addresses } : null;
  };
}
