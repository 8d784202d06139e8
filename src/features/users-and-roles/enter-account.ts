import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import { type AccountRow, lockAccountRow } from './account-table.ts';
import type { Catalogue } from './catalogue.ts';
import { type Acting, type Outcome, refused } from './doors.ts';
import { findMember, lockActiveOwners, type Member } from './membership-table.ts';
import { frozenAt } from './objection.ts';
import { type AccountPermission, isGranted } from './permission.ts';
import type { Role } from './role.ts';
import type { SettleAccount } from './settle-account.ts';

/** An account held by this transaction, and who acts in it with which right, as it is now. */
export interface Entered {
  account: AccountRow;
  actor: Member;
}

interface Deps {
  database: Database;
  clock: Clock;
  catalogue: Catalogue;
  settle: SettleAccount;
}

/**
 * Every change in an account goes through here: the account's row is locked first, what was due is settled, and the
 * actor's right is read again under the lock, so that a demotion during the request wins (MR-4).
 * A refusal changes nothing. After an objection everything is refused for a day, to everybody.
 */
export function createEnterAccount({ database, clock, catalogue, settle }: Deps) {
  async function enter<T extends object>(
    acting: Acting,
    /** `membership`: to have one is enough, in whatever state. */
    permission: AccountPermission | 'membership',
    work: (tx: Queries, entered: Entered) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    try {
      return await database.transaction(async (tx) => {
        const account = await lockAccountRow(tx, acting.accountId);
        if (account === null) return refused('not-allowed');
        await settle(tx, account);
        const actor = await findMember(tx, account.id, acting.userId);
        if (actor?.user_state !== 'active' || !isEnough(actor, permission)) return refused('not-allowed');
        const frozenUntil = frozenAt(account, clock.now());
        if (frozenUntil !== null) return refused({ frozenUntil });
        const outcome = await work(tx, { account, actor });
        if (!outcome.ok) throw new RolledBack(outcome.reason);
        return outcome;
      });
    } catch (error) {
      if (error instanceof RolledBack) return refused(error.reason);
      throw error;
    }
  }

  /** Owner rows change only by owners, and nobody touches a role that holds more than their own (MR-3). */
  function mayChange(actor: Member, target: Pick<Member, 'role' | 'owner_from'>, role: Role = target.role): boolean {
    const held = target.owner_from === null ? target.role : 'owner';
    return catalogue.covers(actor.role, held) && catalogue.covers(actor.role, role);
  }

  /** For whoever changes or removes an owner's row: whether an owner who can act would be left (MR-4). */
  async function ownersLeftWithout(tx: Queries, target: Member): Promise<boolean> {
    if (target.role !== 'owner' || target.state !== 'active') return true;
    const owners = await lockActiveOwners(tx, target.account_id);
    return owners.some((userId) => userId !== target.user_id);
  }

  return { enter, mayChange, ownersLeftWithout, now: () => clock.now() };
}

function isEnough({ role, state }: Member, permission: AccountPermission | 'membership'): boolean {
  return permission === 'membership' || (state === 'active' && isGranted(role, permission));
}

export type EnterAccount = ReturnType<typeof createEnterAccount>;

class RolledBack extends Error {
  readonly reason: ReturnType<typeof refused>['reason'];
  constructor(reason: RolledBack['reason']) {
    super(typeof reason === 'string' ? reason : 'changes are stopped');
    this.reason = reason;
  }
}
