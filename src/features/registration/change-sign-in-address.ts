import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { OneTimeCodes } from '../../foundations/one-time-codes/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import type { SessionCookie } from '../sessions/index.ts';
import { addressChangedMail } from './address-changed-mail.tsx';
import type { Guesses, RenewSession } from './address-doors.ts';
import {
  findReservation,
  freeAddress,
  letAddressGo,
  listAddresses,
  putAddress,
  reserveAddress,
} from './address-table.ts';
import { redeemAddressCode, type TypedCode } from './confirm-added-address.ts';
import { LEAVING_TIME, RESERVED_TIME } from './notification-address.ts';
import { lockSignUpsOf } from './sign-up-table.ts';
import { findUser, isAddressTaken, updateEmail } from './user-table.ts';
import { voidSignUpsOf } from './void-sign-ups.ts';

export type ChangedResult =
  | { result: 'changed'; email: string; cookie: SessionCookie }
  | { result: 'wrong' | 'spent' }
  /** Somebody has it by now. Said only to who reads that mailbox. */
  | { result: 'not-free' }
  /** The session ended meanwhile. */
  | { result: 'signed-out' };

interface Deps {
  database: Database;
  clock: Clock;
  users: { lock(tx: Queries, id: string): Promise<{ state: string; authGeneration: number } | null> };
  oneTimeCodes: Pick<OneTimeCodes, 'redeem'>;
  oneTimeTokens: Pick<OneTimeTokens, 'revoke'>;
  guesses: Guesses;
  renewSession: RenewSession;
  commitChange: CommitSecurityChange;
}

class NotFree extends Error {}
class SignedOut extends Error {}

/**
 * The code from the new mailbox makes it the address one signs in with. One transaction: the user, where security mail goes,
 * the old address kept for an undo, the other sessions' end, this one's new secret, the mail to old and new (RC-7).
 */
export function createChangeSignInAddress(deps: Deps) {
  const { database, clock, guesses, renewSession, commitChange } = deps;

  return async (typed: TypedCode, secret: string): Promise<ChangedResult> => {
    try {
      return await database.transaction((tx) => change(tx, typed, secret));
    } catch (error) {
      if (error instanceof SignedOut) return { result: 'signed-out' };
      if (error instanceof NotFree || isAddressTaken(error)) return { result: 'not-free' };
      throw error;
    }
  };

  /** Throws to undo everything. */
  async function change(tx: Queries, typed: TypedCode, secret: string): Promise<ChangedResult> {
    const redeemed = await redeemAddressCode(tx, deps, 'change', typed);
    if (redeemed.outcome !== 'right') return { result: redeemed.outcome };
    const { address: email } = redeemed;
    const { session, client } = typed;
    const { userId } = session;
    const now = clock.now();
    const before = (await findUser(tx, userId))?.email;
    if (before === undefined || before === email) return { result: 'spent' };
    // In the order of a confirmed sign-up, so that the two never wait for each other crosswise.
    await lockSignUpsOf(tx, email);
    if (!(await updateEmail(tx, userId, email))) return { result: 'not-free' };
    const reserved = await findReservation(tx, email, now);
    if (reserved !== null && reserved.userId !== userId) throw new NotFree();
    const addresses = (await listAddresses(tx, userId, now)).filter(({ until }) => until === null);
    await moveMail(tx, { userId, before, email, now });
    await voidSignUpsOf(tx, deps.oneTimeTokens, email);
    await guesses.unlock(tx, email);
    await commitChange(tx, {
      userId,
      kind: 'address-changed',
      actor: { client, session },
      before: { email: before, addresses: addresses.map(({ address }) => address) },
      after: { email },
      endSessions: 'others',
      mail: addressChangedMail,
      parameters: { at: now.toISOString(), before, after: email, address: client.address },
    });
    const cookie = await renewSession(tx, session, secret);
    if (cookie === null) throw new SignedOut();
    return { result: 'changed', email, cookie };
  }

  async function moveMail(
    tx: Queries,
    { userId, before, email, now }: { userId: string; before: string; email: string; now: Date },
  ): Promise<void> {
    await letAddressGo(tx, userId, before, new Date(now.getTime() + LEAVING_TIME));
    await putAddress(tx, { user_id: userId, address: email, is_sign_in_address: true, verified_at: now });
    await freeAddress(tx, email, userId);
    await reserveAddress(tx, before, userId, new Date(now.getTime() + RESERVED_TIME));
  }
}
