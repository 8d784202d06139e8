import type { Queries } from '../../foundations/database/index.ts';
import type { Accounts } from './index.ts';
import { listAccountsOf } from './membership-table.ts';

/** An account in which a session can start or go on. `restricted`: it has a list of addresses. */
export interface Place {
  id: string;
  name: string;
  isOwner: boolean;
  restricted: boolean;
}

interface Deps {
  openHome(tx: Queries, userId: string): Promise<Place | null>;
}

/**
 * Where a session of this user may be: their own account first, and when an account's list of addresses refuses them there, the
 * next one. Nobody is shut out of an account of their own by the list of another; who owns none gets one. `elsewhere`: every
 * account that they own refuses them; the way back is theirs.
 */
export function createPlaceSignIn({ openHome }: Deps): Accounts['placeFor'] {
  return async (tx, userId, home, mayUse) => {
    const first = home ?? (await openHome(tx, userId));
    if (first === null) return { place: null };
    if (!first.restricted || (await mayUse(first))) return { place: first };
    const others = await listAccountsOf(tx, userId);
    for (const { account_id: id, account_name: name, role, state } of others) {
      const place = { id, name, isOwner: role === 'owner', restricted: true };
      if (state === 'active' && id !== first.id && (await mayUse(place))) return { place };
    }
    const ownsOne = others.some(({ role, state }) => role === 'owner' && state === 'active');
    return ownsOne ? { place: null, refusedBy: first } : { place: await openHome(tx, userId) };
  };
}
