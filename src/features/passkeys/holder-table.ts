import { randomBytes } from 'node:crypto';
import type { Queries } from '../../foundations/database/index.ts';

interface HolderRow {
  user_id: string;
  handle: Buffer;
  asks_after_password: boolean;
  asks_after_password_by: string | null;
  passkey_only: boolean;
  passkey_only_by: string | null;
}

/** What a user chose about their passkeys. */
export type Choice = 'asks_after_password' | 'passkey_only';

export interface Holder {
  handle: Buffer;
  asksAfterPassword: boolean;
  passkeyOnly: boolean;
}

const HANDLE_BYTES = 64;

function table(db: Queries) {
  return db.withTables<{ passkey_holders: HolderRow }>();
}

/** null: never began to add a passkey. */
export async function findHolder(db: Queries, userId: string): Promise<Holder | null> {
  const row = await table(db)
    .selectFrom('passkey_holders')
    .selectAll()
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row ? { handle: row.handle, asksAfterPassword: row.asks_after_password, passkeyOnly: row.passkey_only } : null;
}

/** PK-11: random, made once; of two at once both get the same. */
export async function ensureHandle(db: Queries, userId: string): Promise<Buffer> {
  await table(db)
    .insertInto('passkey_holders')
    .values({ user_id: userId, handle: randomBytes(HANDLE_BYTES), asks_after_password: false, passkey_only: false })
    .onConflict((conflict) => conflict.column('user_id').doNothing())
    .execute();
  const { handle } = await table(db)
    .selectFrom('passkey_holders')
    .select('handle')
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return handle;
}

/** False: it was so already. */
export async function choose(
  tx: Queries,
  userId: string,
  choice: Choice,
  { to, by }: { to: boolean; by: string },
): Promise<boolean> {
  const result = await table(tx)
    .updateTable('passkey_holders')
    .set({ [choice]: to, [`${choice}_by`]: by })
    .where('user_id', '=', userId)
    .where(choice, '<>', to)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Takes back what a change that was about something else chose along the way, if nothing chose anew since. */
export async function undoChoices(tx: Queries, userId: string, change: string, undoneBy: string): Promise<void> {
  for (const choice of ['asks_after_password', 'passkey_only'] as const) {
    await table(tx)
      .updateTable('passkey_holders')
      .set((eb) => ({ [choice]: eb.not(choice), [`${choice}_by`]: undoneBy }))
      .where('user_id', '=', userId)
      .where(`${choice}_by`, '=', change)
      .execute();
  }
}
