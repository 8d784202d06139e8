import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { Outcome } from '../users-and-roles/index.ts';
import type { Acting, CommitAccountChange, Entering, SignedInMember } from './account-doors.ts';
import { type Owner, prepareList } from './address-list.ts';
import { deleteList, listEntries, standingOf } from './list-table.ts';
import type { PreparedLists } from './prepared-lists.ts';
import { NOTHING_IN_FORCE, type PutOnTrial, storeList } from './put-on-trial.ts';
import type { ReadEntry } from './read-entries.ts';
import { isProvisional, listInForce, mayConfirm } from './restriction.ts';
import { lockRestriction, type RestrictionRow, restrictionOf, updateRestriction } from './restriction-table.ts';
import { type RevertList, SETTLED } from './revert-list.ts';

/** The list itself, or the id of the one that was checked last. */
export type AccountWish = { entries: readonly ReadEntry[] } | { list: string };

export type SetAccountResult =
  | { result: 'provisional'; revertsAt: Date }
  /** The address of this very request is not on the list (IP-6). */
  | { result: 'lockout-risk' }
  /** Another list was checked or set since, by another owner or in another window. */
  | { result: 'outdated' };

export type ConfirmAccountResult = 'active' | 'nothing' | 'needs-proof' | 'not-on-list';

interface Deps {
  clock: Clock;
  entering: Entering;
  lists: PreparedLists;
  revert: RevertList;
  putOnTrial: PutOnTrial;
  commitAccountChange: CommitAccountChange;
}

/**
 * The list of addresses from which an account may be used by its members. Everything happens in one transaction that holds the
 * account and reads the actor's right again: the change, the line of the trail, the mails to all owners.
 */
export function createChangeAccountList(deps: Deps) {
  const { clock, entering, lists, revert, putOnTrial, commitAccountChange } = deps;

  function change<T extends object>(
    acting: Acting,
    work: (held: {
      tx: Queries;
      owner: Owner;
      row: RestrictionRow;
      account: { id: string; name: string };
    }) => Promise<T>,
  ): Promise<Outcome<T>> {
    return entering.enter(acting, 'policy.change', async (tx, { account }) => {
      const owner: Owner = { kind: 'account', id: account.id };
      const row = await revert.settle(tx, owner, await lockRestriction(tx, owner));
      return { ok: true, ...(await work({ tx, owner, row, account })) };
    });
  }

  /** Kept under an id and counting for nobody. The one that was checked before is void. */
  function draft(acting: Acting, entries: readonly ReadEntry[]): Promise<Outcome<{ list: string }>> {
    return change(acting, async ({ tx, owner, row }) => {
      const now = clock.now();
      const { id } = await storeList(tx, row, { owner, entries, addedAt: now, addedBy: acting.userId });
      await updateRestriction(tx, owner, { draft_list: id }, now);
      await deleteList(tx, row.draft_list);
      return { list: id };
    });
  }

  /** Counts at once for every member, and takes itself back unless an owner who proved under it confirms it. */
  function set(
    acting: Acting,
    wish: AccountWish & { confirmLockout: boolean; provenAt: Date },
  ): Promise<Outcome<SetAccountResult>> {
    return change(acting, async ({ tx, owner, row, account }): Promise<SetAccountResult> => {
      const now = clock.now();
      if ('list' in wish && wish.list !== row.draft_list) return { result: 'outdated' };
      const wished = 'list' in wish ? await listEntries(tx, wish.list) : wish.entries;
      const isHere = prepareList(wished, now).contains(acting.client.address);
      if (!isHere && !wish.confirmLockout) return { result: 'lockout-risk' };
      const list =
        'list' in wish
          ? wish.list
          : (await storeList(tx, row, { owner, entries: wish.entries, addedAt: now, addedBy: acting.userId })).id;
      const revertsAt = await putOnTrial(tx, owner, list, wish.provenAt);
      if (row.draft_list !== list) await deleteList(tx, row.draft_list);
      await commitAccountChange(tx, {
        account,
        kind: 'addresses-changed',
        acting,
        before: await standingOf(tx, row.confirmed_list),
        after: { ...(await standingOf(tx, list)), until: revertsAt.toISOString() },
        tellOwners: true,
      });
      return { result: 'provisional', revertsAt };
    });
  }

  function confirm(acting: Acting, { provenAt }: SignedInMember): Promise<Outcome<{ result: ConfirmAccountResult }>> {
    return change(acting, async ({ tx, owner, row, account }) => {
      const now = clock.now();
      const restriction = restrictionOf(row);
      const list = row.provisional_list;
      if (!isProvisional(restriction, now) || list === null) {
        return { result: row.confirmed_list === null || row.reverted_at !== null ? 'nothing' : 'active' } as const;
      }
      if (!mayConfirm(restriction, provenAt)) return { result: 'needs-proof' } as const;
      if (!(await lists.contains(tx, list, acting.client.address, now))) return { result: 'not-on-list' } as const;
      const before = await standingOf(tx, row.confirmed_list);
      await updateRestriction(tx, owner, { ...SETTLED, confirmed_list: list }, now);
      const after = await standingOf(tx, list);
      await commitAccountChange(tx, { account, kind: 'addresses-confirmed', acting, before, after, tellOwners: true });
      return { result: 'active' } as const;
    });
  }

  /** Every address again. It shuts nobody out, so it needs no trial; a thief would want it, so all owners hear of it. */
  function remove(acting: Acting): Promise<Outcome<{ removed: boolean }>> {
    return change(acting, async ({ tx, owner, row, account }) => {
      const now = clock.now();
      const inForce = listInForce(restrictionOf(row), now);
      await updateRestriction(tx, owner, { ...NOTHING_IN_FORCE, reverted_at: null }, now);
      await deleteList(tx, row.draft_list);
      if (inForce === null) return { removed: false };
      await commitAccountChange(tx, {
        account,
        kind: 'addresses-removed',
        acting,
        before: await standingOf(tx, row.confirmed_list),
        after: await standingOf(tx, null),
        tellOwners: true,
      });
      return { removed: true };
    });
  }

  return { draft, set, confirm, remove };
}

export type ChangeAccountList = ReturnType<typeof createChangeAccountList>;
