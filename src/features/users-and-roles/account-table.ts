import { type Queries, runStatement } from '../../foundations/database/index.ts';
import type { Rules } from './policy.ts';

export interface AccountRow {
  id: string;
  name: string;
  billing_contact: string | null;
  second_factor_from: Date | null;
  passkey_from: Date | null;
  /** After an objection nobody changes anything here until then. */
  frozen_until: Date | null;
  /** Whose change was objected to; their own proof ends nothing. Empty: their own objection. */
  frozen_against: string[];
  created_at: Date;
}

function table(db: Queries) {
  return db.withTables<{ accounts: AccountRow }>();
}

const NEW = {
  billing_contact: null,
  second_factor_from: null,
  passkey_from: null,
  frozen_until: null,
  frozen_against: [],
};

export async function insertAccount(tx: Queries, row: Pick<AccountRow, 'id' | 'name' | 'created_at'>): Promise<void> {
  await table(tx)
    .insertInto('accounts')
    .values({ ...row, ...NEW })
    .execute();
}

const LOCK = `
  select id, name, billing_contact, second_factor_from, passkey_from, frozen_until, frozen_against, created_at
    from accounts where id = $1 for no key update`;

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
  change: Partial<Omit<AccountRow, 'id' | 'created_at'>>,
): Promise<void> {
  await table(tx).updateTable('accounts').set(change).where('id', '=', id).execute();
}

/** What the account asks of its members. */
export function rulesOf(row: Pick<AccountRow, 'second_factor_from' | 'passkey_from'>): Rules {
  return { secondFactorFrom: row.second_factor_from, passkeyFrom: row.passkey_from };
}
