import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import { lockAccountRow } from './account-table.ts';
import type { CommitAccountChange } from './commit-account-change.ts';
import {
  deleteMembership,
  findMember,
  listDue,
  listDueAccounts,
  type Member,
  updateMembership,
} from './membership-table.ts';

type Account = { id: string; name: string };
export type SettleAccount = (tx: Queries, account: Account) => Promise<void>;

interface Deps {
  database: Database;
  clock: Clock;
  commitAccountChange: CommitAccountChange;
}

/**
 * What happens in an account by itself once its time has come: a suspension ends, a wait for ownership ends.
 * The time is a column, so a restart loses nothing; whoever looks first settles it, a job does otherwise.
 */
export function createSettleAccount({ database, clock, commitAccountChange }: Deps) {
  /** In a transaction that holds the account's row. */
  const settle: SettleAccount = async (tx, account) => {
    for (const member of await listDue(tx, account.id, clock.now())) {
      await (member.owner_from === null ? endSuspension(tx, account, member) : endWait(tx, account, member));
    }
  };

  async function endSuspension(tx: Queries, account: Account, member: Member): Promise<void> {
    await updateMembership(tx, member, { state: 'active', suspended_until: null });
    await commitAccountChange(tx, {
      account,
      kind: 'suspension-ended',
      acting: null,
      subject: subjectOf(member),
      before: { state: 'suspended' },
      after: { state: 'active', role: member.role },
      tellOwners: true,
      tellSubject: true,
    });
  }

  /** Ownership passes only while the owner who offered it still is one. */
  async function endWait(tx: Queries, account: Account, member: Member): Promise<void> {
    const giver = await findMember(tx, account.id, member.owner_offered_by ?? '');
    const stands = giver?.role === 'owner' && giver.state === 'active' && giver.user_state === 'active';
    if (!stands || member.user_state !== 'active') {
      await stopWait(tx, account, member, null);
      return;
    }
    const waiting = { role: member.state === 'waiting' ? null : member.role };
    await updateMembership(tx, member, { role: 'owner', state: 'active', owner_from: null, owner_offered_by: null });
    await commitAccountChange(tx, {
      account,
      kind: 'ownership-passed',
      acting: null,
      subject: subjectOf(member),
      before: waiting,
      after: { role: 'owner' },
      tellOwners: true,
      tellSubject: true,
    });
  }

  /** Whoever only waited is no member; whoever was a member before stays what they were. */
  async function stopWait(
    tx: Queries,
    account: Account,
    member: Member,
    acting: Parameters<CommitAccountChange>[1]['acting'],
  ): Promise<void> {
    if (member.state === 'waiting') await deleteMembership(tx, member);
    else await updateMembership(tx, member, { owner_from: null, owner_offered_by: null });
    await commitAccountChange(tx, {
      account,
      kind: 'ownership-stopped',
      acting,
      subject: subjectOf(member),
      before: { role: 'owner', from: member.owner_from?.toISOString() ?? null },
      after: { role: member.state === 'waiting' ? null : member.role },
      tellOwners: true,
      tellSubject: true,
    });
  }

  /** Settles one account, or all, if anything is due. */
  async function settleDue(accountId: string | null = null): Promise<void> {
    for (const id of await listDueAccounts(database.queries, clock.now(), accountId)) {
      await database.transaction(async (tx) => {
        const account = await lockAccountRow(tx, id);
        if (account !== null) await settle(tx, account);
      });
    }
  }

  return { settle, stopWait, settleDue };
}

export type Settling = ReturnType<typeof createSettleAccount>;

export function subjectOf({ user_id, email }: Member): { userId: string; email: string } {
  return { userId: user_id, email };
}
