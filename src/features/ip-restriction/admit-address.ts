import { type Clock, HOUR } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { Owner } from './address-list.ts';
import { noteUse } from './list-table.ts';
import type { PreparedLists } from './prepared-lists.ts';
import { isOpened, listInForce, type Restriction } from './restriction.ts';
import { type RestrictionRow, restrictionOf } from './restriction-table.ts';

/** Hundreds of members sign in from the same entries. */
const ACCOUNT_USE_NOTED_EVERY = HOUR;

interface Deps {
  clock: Clock;
  lists: PreparedLists;
  findRestriction(owner: Owner, tx?: Queries): Promise<RestrictionRow | null>;
}

/**
 * The one check of every door (IP-5): whether this address may be used under a restriction. Without a list everybody may;
 * with one, no address is never one of it, and an error is no answer.
 */
export function createAdmitAddress({ clock, lists, findRestriction }: Deps) {
  async function admits(db: Queries, restriction: Restriction | null, address: string | null): Promise<boolean> {
    const now = clock.now();
    const list = restriction && listInForce(restriction, now);
    if (restriction === null || list === null) return true;
    if (address === null) return false;
    return isOpened(restriction, address, now) || lists.contains(db, list, address, now);
  }

  async function find(tx: Queries, owner: Owner): Promise<Restriction | null> {
    const row = await findRestriction(owner, tx);
    return row && restrictionOf(row);
  }

  async function note(tx: Queries, restriction: Restriction | null, address: string | null, every = 0): Promise<void> {
    const now = clock.now();
    const list = restriction && listInForce(restriction, now);
    if (list === null || address === null) return;
    await noteUse(tx, list, address, { now, usedBefore: new Date(now.getTime() - every) });
  }

  return {
    /** With what the session's look-up brought; costs a statement only for a list this node has not seen yet. */
    admits,

    /** At the end of a sign-in, in its transaction; notes which entries were used. */
    async admitsSignIn(tx: Queries, userId: string, address: string | null): Promise<boolean> {
      const restriction = await find(tx, { kind: 'user', id: userId });
      if (!(await admits(tx, restriction, address))) return false;
      await note(tx, restriction, address);
      return true;
    },

    /** On the way into an account, by a sign-in or a switch. An owner's way back counts for the account's list, too. */
    async admitsInto(
      tx: Queries,
      {
        accountId,
        userId,
        isOwner,
        address,
      }: { accountId: string; userId: string; isOwner: boolean; address: string | null },
    ): Promise<boolean> {
      const own = await find(tx, { kind: 'account', id: accountId });
      if (own === null || listInForce(own, clock.now()) === null) return true;
      const opened = isOwner ? await find(tx, { kind: 'user', id: userId }) : null;
      if (!(await admits(tx, withOpened(own, opened), address))) return false;
      await note(tx, own, address, ACCOUNT_USE_NOTED_EVERY);
      return true;
    },
  };
}

/** An account's list as it is for one of its owners: the address that they opened for themselves counts besides. */
function withOpened(list: Restriction, opened: Restriction | null): Restriction {
  return { ...list, openedAddress: opened?.openedAddress ?? null, openedUntil: opened?.openedUntil ?? null };
}
