import { type Queries, runStatement } from '../../foundations/database/index.ts';

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

const FIRST = `
  select a.id, a.name from memberships m join accounts a on a.id = m.account_id
   where m.user_id = $1 and m.state = 'active' order by (m.role = 'owner') desc, m.joined_at limit 1`;

/** The account a sign-in opens in: the user's own first, then the one joined earliest. */
export async function firstAccountOf(db: Queries, userId: string): Promise<{ id: string; name: string } | null> {
  const [row] = await runStatement<{ id: string; name: string }>(db, FIRST, [userId]);
  return row ?? null;
}
