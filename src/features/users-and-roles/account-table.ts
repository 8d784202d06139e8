import type { Queries } from '../../foundations/database/index.ts';

interface AccountRow {
  id: string;
  name: string;
  created_at: Date;
}
interface MembershipRow {
  account_id: string;
  user_id: string;
  role: string;
  state: string;
  joined_at: Date;
}

function table(db: Queries) {
  return db.withTables<{ accounts: AccountRow; memberships: MembershipRow }>();
}

export async function insertAccount(tx: Queries, row: AccountRow): Promise<void> {
  await table(tx).insertInto('accounts').values(row).execute();
}

export async function insertMembership(tx: Queries, row: MembershipRow): Promise<void> {
  await table(tx).insertInto('memberships').values(row).execute();
}

/** The account a sign-in opens in: the user's own first, then the one joined earliest. */
export async function firstAccountOf(db: Queries, userId: string): Promise<{ id: string; name: string } | null> {
  const row = await table(db)
    .selectFrom('memberships as m')
    .innerJoin('accounts as a', 'a.id', 'm.account_id')
    .select(['a.id', 'a.name'])
    .where('m.user_id', '=', userId)
    .where('m.state', '=', 'active')
    .orderBy((eb) => eb.case().when('m.role', '=', 'owner').then(0).else(1).end())
    .orderBy('m.joined_at')
    .executeTakeFirst();
  return row ?? null;
}
