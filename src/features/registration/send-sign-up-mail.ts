import { type Clock, HOUR } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { OfficialMail } from '../official-mail/index.ts';
import { addressReservedMail } from './address-reserved-mail.tsx';
import { findReservation } from './address-table.ts';
import { addressTakenMail } from './address-taken-mail.tsx';
import { SIGN_UP_LIFETIME } from './ask-sign-up.ts';
import { claimMail, type SignUpRow } from './sign-up-table.ts';
import type { UserRow } from './user-table.ts';
import { verifyAddressMail } from './verify-address-mail.tsx';

export const VERIFY_ADDRESS = 'verify-address';

interface Deps {
  database: Database;
  clock: Clock;
  oneTimeTokens: OneTimeTokens;
  officialMail: Pick<OfficialMail, 'sendOnRequest'>;
  findByEmail(email: string, tx?: Queries): Promise<UserRow | null>;
}

/**
 * The job behind a sign-up: a confirmation to a free address, a word to the owner of a taken one, and to one that is kept for
 * whoever gave it up.
 * A repeated run writes nothing; a mail over its budget is dropped without making a link (RL-6).
 */
export function createSendSignUpMail({ database, clock, oneTimeTokens, officialMail, findByEmail }: Deps) {
  return (signUpId: string, sourcePrefix: string): Promise<void> =>
    database.transaction(async (tx) => {
      const signUp = await claimMail(tx, signUpId, clock.now());
      if (signUp === null) return;
      const owner = await findByEmail(signUp.email, tx);
      const reserved = await findReservation(tx, signUp.email, clock.now());
      if (owner !== null) await tellOwner(tx, owner, sourcePrefix);
      else if (reserved !== null) await tellReserved(tx, signUp, reserved.until, sourcePrefix);
      else await sendConfirmation(tx, signUp, sourcePrefix);
    });

  async function sendConfirmation(tx: Queries, signUp: SignUpRow, sourcePrefix: string): Promise<void> {
    await officialMail.sendOnRequest(tx, {
      to: signUp.email,
      userId: null,
      locale: signUp.locale,
      timeZone: signUp.time_zone,
      sourcePrefix,
      mail: verifyAddressMail,
      parameters: async () => ({
        token: await oneTimeTokens.issue(tx, {
          purpose: VERIFY_ADDRESS,
          subject: signUp.id,
          lifetimeMs: SIGN_UP_LIFETIME,
          replaceEarlier: true,
        }),
        at: signUp.requested_at.toISOString(),
        address: signUp.address,
        lifetimeHours: SIGN_UP_LIFETIME / HOUR,
      }),
    });
  }

  async function tellOwner(tx: Queries, owner: UserRow, sourcePrefix: string): Promise<void> {
    await officialMail.sendOnRequest(tx, {
      to: owner.email,
      userId: owner.id,
      locale: owner.locale,
      timeZone: owner.time_zone,
      sourcePrefix,
      mail: addressTakenMail,
      parameters: async () => ({}),
    });
  }

  async function tellReserved(tx: Queries, signUp: SignUpRow, until: Date, sourcePrefix: string): Promise<void> {
    await officialMail.sendOnRequest(tx, {
      to: signUp.email,
      userId: null,
      locale: signUp.locale,
      timeZone: signUp.time_zone,
      sourcePrefix,
      mail: addressReservedMail,
      parameters: async () => ({ until: until.toISOString() }),
    });
  }
}
