import { type Queries, runStatement } from '../../foundations/database/index.ts';
import type { Role } from './role.ts';

export interface Invitation {
  id: string;
  account_id: string;
  address: string;
  role: Role;
  state: 'open' | 'accepted' | 'declined' | 'revoked';
  invited_by: string;
  invited_at: Date;
  expires_at: Date;
}

export interface PendingInvitation extends Invitation {
  inviter_email: string;
  inviter_name: string;
}

function table(db: Queries) {
  return db.withTables<{ invitations: Invitation }>();
}

export async function insertInvitation(tx: Queries, row: Invitation): Promise<void> {
  await table(tx).insertInto('invitations').values(row).execute();
}

export async function findInvitation(db: Queries, id: string): Promise<Invitation | null> {
  return (await table(db).selectFrom('invitations').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Always within one account: another's invitation is unknown here (MR-2). */
export async function findOpenInvitation(tx: Queries, accountId: string, id: string): Promise<Invitation | null> {
  const row = await findInvitation(tx, id);
  return row?.account_id === accountId && row.state === 'open' ? row : null;
}

export async function findOpenInvitationTo(
  tx: Queries,
  accountId: string,
  address: string,
): Promise<Invitation | null> {
  const row = await table(tx)
    .selectFrom('invitations')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('address', '=', address)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return row ?? null;
}

export async function listOpenInvitationsBy(tx: Queries, accountId: string, userId: string): Promise<Invitation[]> {
  return table(tx)
    .selectFrom('invitations')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('invited_by', '=', userId)
    .where('state', '=', 'open')
    .orderBy('id')
    .execute();
}

export function listOpenInvitations(db: Queries, accountId: string): Promise<PendingInvitation[]> {
  return runStatement(
    db,
    `select i.*, u.email as inviter_email, u.name as inviter_name
       from invitations i join users u on u.id = i.invited_by
      where i.account_id = $1 and i.state = 'open' order by i.invited_at desc, i.id`,
    [accountId],
  );
}

export async function countOpenInvitations(tx: Queries, accountId: string): Promise<number> {
  const [row] = await runStatement<{ count: number }>(
    tx,
    `select count(*) as count from invitations where account_id = $1 and state = 'open'`,
    [accountId],
  );
  return row?.count ?? 0;
}

export async function updateInvitation(
  tx: Queries,
  id: string,
  change: Partial<Pick<Invitation, 'state' | 'expires_at' | 'invited_by'>>,
): Promise<void> {
  await table(tx).updateTable('invitations').set(change).where('id', '=', id).execute();
}

/** Those that nobody answered in time; daily. Whether one is too old is checked at use, not by this. */
export async function deleteOldInvitations(db: Queries, before: Date): Promise<void> {
  await table(db).deleteFrom('invitations').where('expires_at', '<=', before).execute();
}

export async function refusesInvitations(db: Queries, userId: string): Promise<boolean> {
  const rows = await runStatement(db, 'select 1 from invitation_refusals where user_id = $1', [userId]);
  return rows.length > 0;
}

export async function setInvitationRefusal(db: Queries, userId: string, refuses: boolean, now: Date): Promise<void> {
  if (refuses) {
    const insert = 'insert into invitation_refusals (user_id, since) values ($1, $2) on conflict do nothing';
    await runStatement(db, insert, [userId, now]);
  } else {
    await runStatement(db, 'delete from invitation_refusals where user_id = $1', [userId]);
  }
}
