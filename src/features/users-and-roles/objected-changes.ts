import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { AccountChange, AccountChanges, AccountUndo } from '../recovery/index.ts';
import { type AccountRow, findAccount, lockAccountRow } from './account-table.ts';
import { type ActivityRow, findActivity } from './activity-table.ts';
import { factsWords } from './change-words.ts';
import type { Acting, Users } from './doors.ts';
import { findMember, isActiveOwner, lockOwnersAnd } from './membership-table.ts';
import { frozenAt, isUndoable } from './objection.ts';
import type { Settling } from './settle-account.ts';
import type { StopChanges } from './stop-changes.ts';
import type { TakeBackChange } from './take-back-change.ts';
import { words } from './words.ts';

interface Deps {
  clock: Clock;
  users: Pick<Users, 'find'>;
  settling: Pick<Settling, 'settle'>;
  stopChanges: Pick<StopChanges, 'stop'>;
  takeBackChange: TakeBackChange;
}

/** The changes of shared accounts as the pages behind a mail's link need them. Who proves what is not decided here. */
export function createObjectedChanges(deps: Deps): AccountChanges {
  const { clock, users, settling, stopChanges, takeBackChange } = deps;

  async function find(db: Queries, change: string): Promise<{ row: ActivityRow; account: AccountRow } | null> {
    const row = await findActivity(db, change);
    const account = row && (await findAccount(db, row.account_id));
    return row && account && { row, account };
  }

  /** Who is an owner here, now, and can sign in: nobody else takes anything back. */
  async function undoOf(db: Queries, { change, userId }: AccountChange): Promise<AccountUndo> {
    const found = await find(db, change);
    if (found === null || !isUndoable(found.row)) return 'final';
    return isActiveOwner(await findMember(db, found.account.id, userId)) ? 'open' : 'not-owner';
  }

  async function frozenUntil(db: Queries, { change }: AccountChange): Promise<Date | null> {
    const found = await find(db, change);
    return found && frozenAt(found.account, clock.now());
  }

  async function actingBy(tx: Queries, accountId: string, by: ActingBy): Promise<Acting | null> {
    const { userId, client, proofs = [] } = by;
    const user = await users.find(tx, userId);
    return user && { accountId, userId, email: user.email, client, session: null, proofs };
  }

  return {
    undoOf,
    frozenUntil,

    async look(db, { change, userId, locale, timeZone }) {
      const found = await find(db, change);
      if (found === null) return null;
      const { row, account } = found;
      const t = words(locale);
      return {
        kind: row.kind,
        account: account.name,
        facts: [
          [t('mail-what'), t(`kind-${row.kind}`)],
          [t('mail-account'), account.name],
          ...(row.subject_email === null ? [] : [[t('mail-member'), row.subject_email] as const]),
          [t('mail-before'), factsWords(row.before_value, locale, timeZone)],
          [t('mail-after'), factsWords(row.after_value, locale, timeZone)],
          [t('mail-by'), row.actor_email ?? t('by-itself')],
        ],
        frozenUntil: frozenAt(account, clock.now()),
        undo: await undoOf(db, { change, userId }),
      };
    },

    /** The account first, as everywhere; what was due by now has happened before whatever comes. */
    async hold(tx, { change, userId }) {
      const row = await findActivity(tx, change);
      const account = row && (await lockAccountRow(tx, row.account_id));
      if (!account) return;
      await lockOwnersAnd(tx, account.id, userId);
      await settling.settle(tx, account);
    },

    async stop(tx, { change, ...by }) {
      const found = await find(tx, change);
      const acting = found && (await actingBy(tx, found.account.id, by));
      return found && acting && stopChanges.stop(tx, found.account, found.row, acting);
    },

    async takeBack(tx, { change, ...by }) {
      const found = await find(tx, change);
      const acting = found && (await actingBy(tx, found.account.id, by));
      if (!found || !acting || (await undoOf(tx, { change, userId: by.userId })) !== 'open') return false;
      return takeBackChange(tx, found.account, found.row, acting);
    },
  };
}

type ActingBy = Pick<Acting, 'userId' | 'client'> & { proofs?: readonly string[] };
