import type { Clock } from '../../foundations/clock.ts';
import { equalBytes, hashToken, newId } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import { findReservation, putAddress } from './address-table.ts';
import { VERIFY_ADDRESS } from './send-sign-up-mail.ts';
import { findSignUp, lockSignUpsOf, type SignUpRow } from './sign-up-table.ts';
import { insertUser, takeBackUser } from './user-table.ts';
import { voidSignUpsOf } from './void-sign-ups.ts';

type ProvenSignUp = Pick<SignUpRow, 'email' | 'name' | 'locale' | 'time_zone' | 'password_hash'>;

export type Confirmation = 'confirmed' | 'password-needed' | 'password-wrong' | 'link-spent';

interface Deps {
  database: Database;
  clock: Clock;
  oneTimeTokens: OneTimeTokens;
  verifyPassword(hash: string, password: string): Promise<boolean>;
  passwords: { set(tx: Queries, userId: string, hash: string, by: 'sign-up'): Promise<void> };
  accounts: { open(tx: Queries, owner: { userId: string; name: string }): Promise<unknown> };
  history: {
    recordEvent(
      tx: Queries,
      event: { kind: 'sign-up'; userId: string; client: Client; outcome: 'success' },
    ): Promise<void>;
  };
}

/**
 * Makes the user of a confirmed sign-up, and voids every other sign-up of that address.
 * From another browser than the one that asked, the password chosen there is needed: a stranger's prepared sign-up,
 * confirmed by the trusting owner of the mailbox, would otherwise be the stranger's account.
 */
export function createConfirmAddress(deps: Deps) {
  const { database, clock, oneTimeTokens, verifyPassword } = deps;

  async function peek(token: string, browser: string): Promise<{ signUp: SignUpRow; sameBrowser: boolean } | null> {
    const found = await oneTimeTokens.peek(database.queries, VERIFY_ADDRESS, token);
    const signUp = found && (await findSignUp(database.queries, found.subject));
    return signUp ? { signUp, sameBrowser: equalBytes(signUp.browser_hash, hashToken(browser)) } : null;
  }

  async function confirm(request: {
    token: string;
    password: string | undefined;
    browser: string;
    client: Client;
  }): Promise<Confirmation> {
    const asked = await peek(request.token, request.browser);
    if (asked === null) return 'link-spent';
    if (!asked.sameBrowser) {
      if (request.password === undefined || request.password === '') return 'password-needed';
      if (!(await verifyPassword(asked.signUp.password_hash, request.password))) return 'password-wrong';
    }
    return database.transaction(async (tx) => {
      // Before the token: two sign-ups of one address confirmed at once would void each other's and wait for ever.
      await lockSignUpsOf(tx, asked.signUp.email);
      const spent = await oneTimeTokens.spend(tx, VERIFY_ADDRESS, request.token);
      return spent && (await makeUser(tx, asked.signUp, request.client)) ? 'confirmed' : 'link-spent';
    });
  }

  /**
   * For an address that was proven otherwise, by the link of an invitation; voids every sign-up of that address.
   * False: somebody has it already.
   */
  async function openProven(tx: Queries, signUp: ProvenSignUp, client: Client): Promise<boolean> {
    await lockSignUpsOf(tx, signUp.email);
    return makeUser(tx, signUp, client);
  }

  /** False: somebody confirmed this address first, or it is kept for whoever just gave it up. */
  async function makeUser(tx: Queries, signUp: ProvenSignUp, client: Client): Promise<boolean> {
    const now = clock.now();
    const { email, name, locale, time_zone } = signUp;
    const user = await insertUser(tx, { id: newId('usr'), email, name, locale, time_zone, created_at: now });
    if (user === null) return false;
    // Asked after the row is there: whoever gives this address up at the same moment has committed by now.
    if ((await findReservation(tx, email, now)) !== null) {
      await takeBackUser(tx, user.id);
      return false;
    }
    await putAddress(tx, { user_id: user.id, address: email, is_sign_in_address: true, verified_at: now });
    await deps.passwords.set(tx, user.id, signUp.password_hash, 'sign-up');
    await deps.accounts.open(tx, { userId: user.id, name: name || email });
    await voidSignUpsOf(tx, oneTimeTokens, email);
    await deps.history.recordEvent(tx, { kind: 'sign-up', userId: user.id, client, outcome: 'success' });
    return true;
  }

  return { peek, confirm, openProven };
}
