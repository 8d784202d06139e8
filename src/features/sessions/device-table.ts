import { sql } from 'kysely';
import { type Queries, runStatement } from '../../foundations/database/index.ts';

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

const FIND = 'select id from known_devices where user_id = $1 and secret_hash = any($2)';
const LOCK = `${FIND} for no key update`;
const NOTE_SIGN_IN = 'update known_devices set last_sign_in_at = $2 where id = $1';

export async function findDevice(db: Queries, userId: string, secretHashes: Buffer[]): Promise<string | null> {
  if (secretHashes.length === 0) return null;
  const [row] = await runStatement<{ id: string }>(db, FIND, [userId, secretHashes]);
  return row?.id ?? null;
}

export async function lockDevice(tx: Queries, userId: string, secretHashes: Buffer[]): Promise<string | null> {
  if (secretHashes.length === 0) return null;
  const [row] = await runStatement<{ id: string }>(tx, LOCK, [userId, secretHashes]);
  return row?.id ?? null;
}

export async function noteDeviceSignIn(tx: Queries, id: string, now: Date): Promise<void> {
  await runStatement(tx, NOTE_SIGN_IN, [id, now]);
}

export async function insertDevice(tx: Queries, row: DeviceRow): Promise<void> {
  await table(tx).insertInto('known_devices').values(row).execute();
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
