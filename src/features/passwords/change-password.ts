import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { ChangingSession, ProvePassword } from './doors.ts';
import type { Hashing } from './hash-password.ts';
import { type Judge, type Refusal, UNCHANGED } from './judge-password.ts';
import { normalisePassword } from './password-policy.ts';
import type { SetPassword } from './set-password.ts';

/** What of the session the room looks at. */
export interface SignedInOwner extends ChangingSession {
  email: string;
  name: string;
  mustChangePassword: boolean;
  passkeyOnly: boolean;
}

export interface ChangeRequest {
  session: SignedInOwner;
  current: string;
  password: string;
  client: Client;
  deviceCookie: string | undefined;
}

export type ChangeResult =
  | { result: 'changed' }
  | { result: 'wrong-current' }
  /** It opens nothing, and is kept as it is for a recovery. */
  | { result: 'passkey-only' }
  | { result: 'waiting'; seconds: number }
  | { result: 'refused'; refusal: Refusal };

interface Deps {
  database: Database;
  hashing: Hashing;
  judge: Judge;
  provePassword: ProvePassword;
  setPassword: SetPassword;
}

/**
 * Changes the password of somebody signed in, who must know the present one (PW-11). A wrong one counts like a wrong
 * sign-in and is in the history. The new one is judged first, so that a refused one costs no try.
 */
export function createChangePassword(deps: Deps): (request: ChangeRequest) => Promise<ChangeResult> {
  const { database, hashing, judge, provePassword, setPassword } = deps;

  return async ({ session, current, password, client, deviceCookie }) => {
    if (session.passkeyOnly) return { result: 'passkey-only' };
    const judgement = await judge(password, session);
    if (!judgement.ok) return { result: 'refused', refusal: judgement };

    const proof = await provePassword({ session, password: current, client, deviceCookie, during: 'password-change' });
    if (proof.outcome === 'waiting') return { result: 'waiting', seconds: proof.seconds };
    if (proof.outcome === 'wrong') return { result: 'wrong-current' };
    // Known to others, it must not come back under the name of a change (PW-8).
    if (normalisePassword(password) === normalisePassword(current)) return { result: 'refused', refusal: UNCHANGED };

    const hash = await hashing.hash(password);
    const owner = { id: session.userId, email: session.email };
    await database.transaction((tx) => setPassword(tx, { owner, hash, by: 'change', client, session }));
    return { result: 'changed' };
  };
}
