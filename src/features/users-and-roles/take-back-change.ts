import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { AccountRow } from './account-table.ts';
import type { Facts } from './activity.ts';
import { type ActivityRow, listActivitySince } from './activity-table.ts';
import type { CommitAccountChange } from './commit-account-change.ts';
import type { Acting, Users } from './doors.ts';
import type { EndOffers } from './end-offers.ts';
import { INVITATION } from './invitation.ts';
import { findOpenInvitationTo, updateInvitation } from './invitation-table.ts';
import { findMember } from './membership-table.ts';
import { PAST_READ } from './objection.ts';
import { accountStanding, createPutBackAccount } from './put-back-account.ts';
import { createPutBackMember, type Undo } from './put-back-member.ts';
import { createReadPast } from './read-past.ts';
import type { SetRules } from './set-rules.ts';
import type { Settling } from './settle-account.ts';

interface Deps {
  clock: Clock;
  users: Pick<Users, 'find'>;
  oneTimeTokens: Pick<OneTimeTokens, 'revoke'>;
  settling: Pick<Settling, 'stopWait'>;
  endOffers: EndOffers;
  /** Nobody is left without an account of their own to be in. */
  ensureHome(tx: Queries, userId: string): Promise<unknown>;
  setRules: SetRules;
  /** The list of addresses that was confirmed before counts again; null: there was none. */
  restoreAddresses(tx: Queries, accountId: string, list: string | null): Promise<void>;
  commitAccountChange: CommitAccountChange;
}

/**
 * Puts back what stood before a change, for an owner who proved with what they had before it; the caller holds the account and
 * has checked both. Gives nobody more than they had then (MR-3). That an owner remains is the undoer themself, and behind
 * that the database (MR-4). False: there is nobody to put back.
 */
export function createTakeBackChange(deps: Deps) {
  const { clock, users, oneTimeTokens, commitAccountChange, restoreAddresses } = deps;
  const putBackMember = createPutBackMember(deps);
  const putBackAccount = createPutBackAccount(deps);

  async function takeBack(tx: Queries, account: AccountRow, row: ActivityRow, acting: Acting): Promise<boolean> {
    const since = new Date(clock.now().getTime() - PAST_READ);
    const past = createReadPast(await listActivitySince(tx, account.id, since));
    const { subject_user_id: userId, subject_email: email } = row;
    if (userId !== null && (await users.find(tx, userId)) === null) return false;
    const before = isAboutAddresses(row) ? row.after_value : await standing(tx, account, row);
    await putBack({ tx, account, row, acting, past });
    await commitAccountChange(tx, {
      account,
      kind: 'change-undone',
      acting,
      ...(email === null ? {} : { subject: { userId, email } }),
      before: { change: row.id, kind: row.kind, ...before },
      after: isAboutAddresses(row) ? past.ofAddresses(row) : await standing(tx, account, row),
      tellOwners: true,
      tellSubject: true,
    });
    return true;
  }

  async function putBack(undo: Undo): Promise<void> {
    const { row, tx, account, past } = undo;
    switch (row.kind) {
      case 'invitation-sent':
        return withdraw(undo);
      case 'account-changed':
      case 'policy-changed':
        return putBackAccount(undo);
      case 'addresses-changed':
      case 'addresses-confirmed':
      case 'addresses-removed':
        return restoreAddresses(tx, account.id, past.ofAddresses(row).list ?? null);
      default:
        return putBackMember(undo);
    }
  }

  /** The invitation, and whatever it led to already. */
  async function withdraw(undo: Undo): Promise<void> {
    const { tx, account, row, past } = undo;
    const { answers, isLatest } = past.answersTo(row);
    const open = isLatest ? await findOpenInvitationTo(tx, account.id, row.subject_email ?? '') : null;
    if (open !== null) {
      await updateInvitation(tx, open.id, { state: 'revoked' });
      await oneTimeTokens.revoke(tx, INVITATION, open.id);
    }
    for (const answer of answers) await putBack({ ...undo, row: answer });
  }

  /** How what the change was about stands now, for the trail and the mails. */
  async function standing(tx: Queries, { id }: AccountRow, row: ActivityRow): Promise<Facts> {
    if (row.kind === 'account-changed' || row.kind === 'policy-changed') return accountStanding(tx, id, row);
    const member = row.subject_user_id === null ? null : await findMember(tx, id, row.subject_user_id);
    if (member === null) return { role: null };
    return {
      role: member.state === 'waiting' ? null : member.role,
      state: member.state,
      until: member.suspended_until?.toISOString() ?? null,
    };
  }

  return takeBack;
}

function isAboutAddresses({ before_value }: ActivityRow): boolean {
  return before_value.list !== undefined;
}

export type TakeBackChange = ReturnType<typeof createTakeBackChange>;
