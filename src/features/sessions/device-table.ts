import { sql } from 'kysely';
import type { Queries } from '../../foundations/database/index.ts';

interface DeviceRow {
  id: string;
  user_id: string;
  secret_hash: Buffer;
  first_seen_at: Date;
  last_sign_in_at: Date;
}

function table(db: Queries) {
  return db.withTables<{ known_devices: DeviceRow }>();
}

export async function findDevice(db: Queries, userId: string, secretHashes: Buffer[]): Promise<string | null> {
  const row = await table(db)
    .selectFrom('known_devices')
    .select('id')
    .where('user_id', '=', userId)
    .where(sql<boolean>`secret_hash = any(${secretHashes})`)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function insertDevice(tx: Queries, row: DeviceRow): Promise<void> {
  await table(tx).insertInto('known_devices').values(row).execute();
}

export async function noteDeviceSignIn(tx: Queries, id: string, now: Date): Promise<void> {
  await table(tx).updateTable('known_devices').set({ last_sign_in_at: now }).where('id', '=', id).execute();
}

export async function dropOldestDevices(tx: Queries, userId: string, keep: number): Promise<void> {
  await sql`delete from known_devices where id in
    (select id from known_devices where user_id = ${userId} order by last_sign_in_at desc, id offset ${keep})`.execute(
    tx,
  );
}

export async function deleteDevice(db: Queries, id: string): Promise<void> {
  await table(db).deleteFrom('known_devices').where('id', '=', id).execute();
}

export async function deleteDevicesOf(tx: Queries, userId: string): Promise<void> {
  await table(tx).deleteFrom('known_devices').where('user_id', '=', userId).execute();
}
