import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { Owner } from './address-list.ts';
import { noteUse } from './list-table.ts';
import type { PreparedLists } from './prepared-lists.ts';
import { isOpened, listInForce, type Restriction } from './restriction.ts';
import { type RestrictionRow, restrictionOf } from './restriction-table.ts';

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

  return {
    /** With what the session's look-up brought; costs a statement only for a list this node has not seen yet. */
    admits,

    /** At the end of a sign-in, in its transaction; notes which entries were used. */
    async admitsSignIn(tx: Queries, owner: Owner, address: string | null): Promise<boolean> {
      const row = await findRestriction(owner, tx);
      const restriction = row && restrictionOf(row);
      if (!(await admits(tx, restriction, address))) return false;
      const list = restriction && listInForce(restriction, clock.now());
      if (list !== null && address !== null) await noteUse(tx, list, address, clock.now());
      return true;
    },
  };
}
