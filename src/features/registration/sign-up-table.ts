import type { Queries } from '../../foundations/database/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';

export interface SignUpRow {
  id: string;
  email: string;
  name: string;
  locale: Locale;
  time_zone: string;
  password_hash: string;
  browser_hash: Buffer;
  requested_at: Date;
  expires_at: Date;
  mailed_at: Date | null;
  address: string | null;
  user_agent: string;
}

function table(db: Queries) {
  return db.withTables<{ sign_ups: SignUpRow }>();
}

export async function insertSignUp(tx: Queries, row: Omit<SignUpRow, 'mailed_at'>): Promise<void> {
  await table(tx)
    .insertInto('sign_ups')
    .values({ ...row, mailed_at: null })
    .execute();
}

/** The row for the one run that writes its mail; null for a repeated run. */
export async function claimMail(tx: Queries, id: string, now: Date): Promise<SignUpRow | null> {
  const row = await table(tx)
    .updateTable('sign_ups')
    .set({ mailed_at: now })
    .where('id', '=', id)
    .where('mailed_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

export async function findSignUp(db: Queries, id: string): Promise<SignUpRow | null> {
  return (await table(db).selectFrom('sign_ups').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Whoever confirms one sign-up of an address holds them all until the end of the transaction: others wait, in one order. */
export async function lockSignUpsOf(tx: Queries, email: string): Promise<void> {
  await table(tx).selectFrom('sign_ups').select('id').where('email', '=', email).orderBy('id').forUpdate().execute();
}

/** The confirmed one and every other of its address: what somebody else prepared is gone. */
export async function deleteSignUpsOf(tx: Queries, email: string): Promise<string[]> {
  const rows = await table(tx).deleteFrom('sign_ups').where('email', '=', email).returning('id').execute();
  return rows.map(({ id }) => id);
}

export async function deleteExpiredSignUps(db: Queries, now: Date): Promise<void> {
  await table(db).deleteFrom('sign_ups').where('expires_at', '<=', now).execute();
}
