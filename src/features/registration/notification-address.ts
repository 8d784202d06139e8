import { z } from 'zod';
import { DAY } from '../../foundations/clock.ts';
import { hashToken } from '../../foundations/crypto/index.ts';

/** Besides the sign-in address; those on their way out do not count. */
export const MOST_EXTRA_ADDRESSES = 3;
/** How long an address that was removed or replaced still gets security mail (RC-7). */
export const LEAVING_DAYS = 7;
export const LEAVING_TIME = LEAVING_DAYS * DAY;
/** Longer than a change can be undone, so that an undo always finds the old address free. */
export const RESERVED_TIME = 8 * DAY;

/** What an address is proven for. */
export const ADDRESS_USES = ['add', 'change'] as const;
export type AddressUse = (typeof ADDRESS_USES)[number];

/** The name of a code: this user, in this browser, for this use. One of a use at a time. */
export function codeName(use: AddressUse, userId: string, browser: string) {
  return { purpose: `address-${use}`, subject: userId, holder: hashToken(browser).toString('base64url') };
}

/** What is kept with a code: the address it proves, and the user's generation when it was asked for. */
export const codeData = z.object({ address: z.string(), generation: z.int() });
