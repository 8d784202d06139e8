import { z } from 'zod';
import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import { Refused } from '../../foundations/http/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { Guesses } from './address-doors.ts';
import { dropAddress, freeAddress, letAddressGo, putAddress } from './address-table.ts';
import { lockSignUpsOf } from './sign-up-table.ts';
import { findUser, updateEmail } from './user-table.ts';
import { voidSignUpsOf } from './void-sign-ups.ts';

/** What this room put into the journal. */
const changedBefore = z.object({ email: z.string(), addresses: z.array(z.string()) });
const changedAfter = z.object({ email: z.string() });
const oneAddress = z.object({ address: z.string() });
const severalAddresses = z.object({ addresses: z.array(z.string()) });

interface Change {
  userId: string;
  /** What stood before it; where the change before it was undone since, what stood before that one. */
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** Changes of the addresses besides the sign-in address follow one another. */
const FURTHER = 'further-addresses';

interface Deps {
  clock: Clock;
  guesses: Guesses;
  oneTimeTokens: Pick<OneTimeTokens, 'revoke'>;
}

/**
 * Takes back what was done to a user's addresses, in the transaction of the undo, whose caller locked the user, ends the
 * sessions and tells. What a thief put in gets no more mail from this moment: no grace, unlike a removal by the owner.
 */
export function createAddressUndoers({ clock, guesses, oneTimeTokens }: Deps) {
  /** The old address signs in again, also past later changes; it was kept free for this. */
  async function restoreEmail(tx: Queries, { userId, before, after }: Change): Promise<void> {
    const { email, addresses } = changedBefore.parse(before);
    const current = (await findUser(tx, userId))?.email ?? email;
    const now = clock.now();
    const row = (address: string, isSignIn: boolean) => ({
      user_id: userId,
      address,
      is_sign_in_address: isSignIn,
      verified_at: now,
    });
    if (current !== email) {
      await lockSignUpsOf(tx, email);
      if (!(await updateEmail(tx, userId, email))) throw new Refused('conflict');
      await letAddressGo(tx, userId, current, now);
      await voidSignUpsOf(tx, oneTimeTokens, email);
      // While it was nobody's, strangers could use up its tries.
      await guesses.unlock(tx, email);
    }
    await putAddress(tx, row(email, true));
    await freeAddress(tx, email, userId);
    for (const put of new Set([current, changedAfter.parse(after).email])) {
      if (put === email) continue;
      await freeAddress(tx, put, userId);
      if (addresses.includes(put)) await putAddress(tx, row(put, false));
      else await dropAddress(tx, userId, put);
    }
  }

  return {
    'address-changed': { subject: 'sign-in-address', undo: restoreEmail },
    'notification-address-added': {
      subject: FURTHER,
      undo: (tx: Queries, { userId, after }: Change) => dropAddress(tx, userId, oneAddress.parse(after).address),
    },
    'notification-address-removed': {
      subject: FURTHER,
      /** Back come the owner's: one that a thief had added, in a change undone since, did not stand before. */
      async undo(tx: Queries, { userId, before, after }: Change): Promise<void> {
        const left = severalAddresses.parse(after).addresses;
        const email = (await findUser(tx, userId))?.email;
        for (const address of severalAddresses.parse(before).addresses) {
          if (left.includes(address) || address === email) continue;
          await putAddress(tx, { user_id: userId, address, is_sign_in_address: false, verified_at: clock.now() });
        }
      },
    },
  };
}
