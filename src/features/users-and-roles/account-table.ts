import { type Queries, runStatement } from '../../foundations/database/index.ts';

export interface AccountRow {
  id: string;
  name: string;
  billing_contact: string | null;
  second_factor_from: Date | null;
  created_at: Date;
}

function table(db: Queries) {
  return db.withTables<{ accounts: AccountRow }>();
}

export async function insertAccount(tx: Queries, row: Pick<AccountRow, 'id' | 'name' | 'created_at'>): Promise<void> {
  await table(tx)
    .insertInto('accounts')
    .values({ ...row, billing_contact: null, second_factor_from: null })
    .execute();
}

const LOCK = 'select id, name, billing_contact, second_factor_from, created_at from accounts where id = $1 for update';

/** Whoever changes an account's members holds its row first: all such changes take turns (MR-4). */
export async function lockAccountRow(tx: Queries, id: string): Promise<AccountRow | null> {
  const [row] = await runStatement<AccountRow>(tx, LOCK, [id]);
  return row ?? null;
}

export async function findAccount(db: Queries, id: string): Promise<AccountRow | null> {
  return (await table(db).selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function updateAccount(
  tx: Queries,
  id: string,
  change: Partial<Pick<AccountRow, 'name' | 'billing_contact' | 'second_factor_from'>>,
): Promise<void> {
  await table(tx).updateTable('accounts').set(change).where('id', '=', id).execute();
}
