import { type Database, type Queries, runStatement } from '../../foundations/database/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';

export interface NotificationAddressRow {
  user_id: string;
  address: string;
  is_sign_in_address: boolean;
  verified_at: Date;
  /** Security mail goes there until then; null: for good. */
  until: Date | null;
}

function table(db: Queries) {
  return db.withTables<{ notification_addresses: NotificationAddressRow }>();
}

/** Who gets a user's security mail, and in which words; one query, since every sign-in asks it. */
export function prepareFindRecipient(database: Database) {
  const find = database.statement<{ locale: Locale; time_zone: string; name: string; addresses: string[] }>(
    `select u.locale, u.time_zone, u.name,
            array_agg(n.address order by n.is_sign_in_address desc, n.address) as addresses
       from users u join notification_addresses n on n.user_id = u.id and (n.until is null or n.until > $2)
      where u.id = $1
      group by u.id`,
  );
  return async (tx: Queries, userId: string, now: Date) => {
    const [row] = await find([userId, now], tx);
    return row ? { locale: row.locale, timeZone: row.time_zone, name: row.name, addresses: row.addresses } : null;
  };
}

/** The sign-in address first, then those that stay, then those that were removed. */
export async function listAddresses(db: Queries, userId: string, now: Date): Promise<NotificationAddressRow[]> {
  const rows = await table(db)
    .selectFrom('notification_addresses')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('is_sign_in_address', 'desc')
    .orderBy('until', (order) => order.asc().nullsFirst())
    .orderBy('address')
    .execute();
  return rows.filter(({ until }) => until === null || until > now);
}

/** The address is proven and stays; whatever it was to this user before. */
export async function putAddress(tx: Queries, row: Omit<NotificationAddressRow, 'until'>): Promise<void> {
  const { is_sign_in_address, verified_at } = row;
  await table(tx)
    .insertInto('notification_addresses')
    .values({ ...row, until: null })
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'address']).doUpdateSet({ is_sign_in_address, verified_at, until: null }),
    )
    .execute();
}

/** It gets security mail until then, and is no sign-in address. False: this user has no such address, or it leaves already. */
export async function letAddressGo(tx: Queries, userId: string, address: string, until: Date): Promise<boolean> {
  const result = await table(tx)
    .updateTable('notification_addresses')
    .set({ is_sign_in_address: false, until })
    .where('user_id', '=', userId)
    .where('address', '=', address)
    .where('until', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** At once: it was somebody else's. */
export async function dropAddress(tx: Queries, userId: string, address: string): Promise<void> {
  await table(tx)
    .deleteFrom('notification_addresses')
    .where('user_id', '=', userId)
    .where('address', '=', address)
    .where('is_sign_in_address', '=', false)
    .execute();
}

/** For the user alone who had it; whoever had it before gave it up longer ago. */
export async function reserveAddress(tx: Queries, address: string, userId: string, until: Date): Promise<void> {
  await runStatement(
    tx,
    `insert into reserved_addresses (address, user_id, until) values ($1, $2, $3)
     on conflict (address) do update set user_id = excluded.user_id, until = excluded.until`,
    [address, userId, until],
  );
}

/** It is this user's again, or needs no keeping. Another user's reservation stays. */
export async function freeAddress(tx: Queries, address: string, userId: string): Promise<void> {
  await runStatement(tx, 'delete from reserved_addresses where address = $1 and user_id = $2', [address, userId]);
}

/** For whom it is kept, and until when. */
export async function findReservation(
  db: Queries,
  address: string,
  now: Date,
): Promise<{ userId: string; until: Date } | null> {
  const [row] = await runStatement<{ user_id: string; until: Date }>(
    db,
    'select user_id, until from reserved_addresses where address = $1 and until > $2',
    [address, now],
  );
  return row ? { userId: row.user_id, until: row.until } : null;
}

/** What is past its time is blanked: nothing needs it any more. */
export async function deletePastAddresses(db: Queries, now: Date): Promise<void> {
  await runStatement(db, 'delete from notification_addresses where until <= $1', [now]);
  await runStatement(db, 'delete from reserved_addresses where until <= $1', [now]);
}
