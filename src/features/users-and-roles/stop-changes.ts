import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import { type AccountRow, findAccount, lockAccountRow, updateAccount } from './account-table.ts';
import { type ActivityRow, hasStoppedChanges } from './activity-table.ts';
import type { CommitAccountChange } from './commit-account-change.ts';
import type { Acting } from './doors.ts';
import { findMember, isActiveOwner, moveWaits } from './membership-table.ts';
import { FREEZE, frozenAt, STOPPED_ONCE_IN } from './objection.ts';
import type { Settling } from './settle-account.ts';

interface Deps {
  database: Database;
  clock: Clock;
  settling: Pick<Settling, 'settle'>;
  commitAccountChange: CommitAccountChange;
  /** Whether an authenticator counts against whoever came later. */
  isSenior(authenticator: { seniorFrom: Date }, moment: Date): boolean;
}

/** `begun`: with this objection; else another one had stopped them already, and the link stays good. */
export type Stopped = { until: Date; begun: boolean } | 'too-often';

/** A freeze of one account's changes after an objection, and its early end. Waits for ownership stand still meanwhile. */
export function createStopChanges({ database, clock, settling, commitAccountChange, isSenior }: Deps) {
  /**
   * In a transaction that holds the account. One that holds already is not made longer; whoever is objected to meanwhile does
   * not end it either. Each owner stops changes once in seven days, and again for each loss of their own ownership.
   */
  async function stop(tx: Queries, account: AccountRow, objected: ActivityRow, acting: Acting): Promise<Stopped> {
    const now = clock.now();
    const { userId } = acting;
    // What happened by itself is theirs whom it gave something.
    const by = objected.actor_user_id ?? objected.subject_user_id;
    const against = by === null || by === userId ? [] : [by];
    const stopped = frozenAt(account, now);
    if (stopped !== null) {
      await updateAccount(tx, account.id, { frozen_against: [...new Set([...account.frozen_against, ...against])] });
      return { until: stopped, begun: false };
    }
    const since = new Date(now.getTime() - STOPPED_ONCE_IN);
    const isOwnLoss = objected.subject_user_id === userId;
    if (!isOwnLoss && (await hasStoppedChanges(tx, { accountId: account.id, userId }, since))) return 'too-often';
    const until = new Date(now.getTime() + FREEZE);
    await updateAccount(tx, account.id, { frozen_until: until, frozen_against: against });
    await moveWaits(tx, account.id, FREEZE);
    await commitAccountChange(tx, {
      account,
      kind: 'changes-stopped',
      acting,
      before: { change: objected.id, kind: objected.kind },
      after: { until: until.toISOString() },
      tellOwners: true,
    });
    return { until, begun: true };
  }

  /**
   * After a step-up: a present owner who proved with something senior ends the freeze of the account they are in. Not the one
   * whose change was objected to: a thief who prepared an account of their own has senior proofs, too.
   */
  async function release(acting: Acting, authenticator: { seniorFrom: Date } | null): Promise<void> {
    if (authenticator === null || !isSenior(authenticator, clock.now())) return;
    const seen = await findAccount(database.queries, acting.accountId);
    if (seen === null || frozenAt(seen, clock.now()) === null) return;
    await database.transaction(async (tx) => {
      const account = await lockAccountRow(tx, acting.accountId);
      const now = clock.now();
      const until = account && frozenAt(account, now);
      if (!account || !until || account.frozen_against.includes(acting.userId)) return;
      await settling.settle(tx, account);
      if (!isActiveOwner(await findMember(tx, account.id, acting.userId))) return;
      await updateAccount(tx, account.id, { frozen_until: null, frozen_against: [] });
      await moveWaits(tx, account.id, now.getTime() - until.getTime());
      await commitAccountChange(tx, {
        account,
        kind: 'changes-released',
        acting,
        before: { until: until.toISOString() },
        tellOwners: true,
      });
    });
  }

  return { stop, release };
}

export type StopChanges = ReturnType<typeof createStopChanges>;
