import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { History, PasskeyOnly, Passwords, RefusalCause, Users } from './doors.ts';
import type { FinishRequest, FinishResult, ProvenUser } from './finish-sign-in.ts';
import type { Evaluation, ProveSecret } from './prove-secret.ts';

export interface PasswordSignIn {
  email: string;
  password: string;
  keep: boolean;
  returnTo: string | null;
  client: Client;
  deviceCookie: string | undefined;
  replacedSession: string | undefined;
}

export type SignInResult = FinishResult | { next: 'waiting'; seconds: number };

interface Deps {
  database: Database;
  users: Users;
  passwords: Passwords;
  passkeyOnly: PasskeyOnly;
  proveSecret: ProveSecret;
  history: Pick<History, 'recordAttempt'>;
  finish(request: FinishRequest): Promise<FinishResult>;
}

/**
 * The password door. Known, unknown, disabled and closed do the same work: two look-ups, one counter, one hash, one
 * record (RL-4). Every refusal is recorded with its true cause; the answer does not tell it.
 */
export function createSignInWithPassword(deps: Deps): (request: PasswordSignIn) => Promise<SignInResult> {
  const { database, users, passwords, passkeyOnly, proveSecret, history } = deps;

  return async ({ email, password, ...request }) => {
    const known = await users.findByEmail(email);
    const { client, deviceCookie } = request;
    const proof = await proveSecret<ProvenUser>({
      user: { id: known?.id ?? null, email },
      method: 'password',
      evaluate: async (): Promise<Evaluation<ProvenUser>> => {
        const userId = known?.id ?? null;
        const [verdict, isPasskeyOnly] = await Promise.all([
          passwords.verify(userId, password),
          passkeyOnly.isPasskeyOnly(database.queries, userId ?? ''),
        ]);
        // A right one that opens nothing counts as a miss: a counter that is cleared would tell that it is right.
        if (verdict.correct && isPasskeyOnly) return { verdict: 'wrong', cause: 'passkey-only' };
        const right = known !== null && known.state === 'active' && verdict.correct && !verdict.closed;
        return right
          ? { verdict: 'right', authenticator: known }
          : { verdict: 'wrong', cause: causeOf(known, verdict) };
      },
      sameWork: () => passwords.verify(null, password),
      client,
      deviceCookie,
      during: 'sign-in',
    });
    if (proof.outcome === 'waiting') return { next: 'waiting', seconds: proof.seconds };
    if (proof.outcome === 'wrong') return { next: 'refused' };

    const user = proof.authenticator;
    const result = await deps.finish({ ...request, user, methods: ['password'], authenticators: [] });
    const cause = refusalCause(result);
    if (cause !== null) {
      const attempt = { userId: user.id, client, method: 'password', cause, deviceId: proof.deviceId } as const;
      await history.recordAttempt(database.queries, attempt);
    }
    return result;
  };
}

/** Why the last step refused somebody who had proven everything; null: it did not. */
export function refusalCause(result: FinishResult): RefusalCause | null {
  if (result.next === 'refused') return result.because ?? 'disabled';
  return result.next === 'address-not-allowed' ? 'address-not-allowed' : null;
}

function causeOf(user: { state: string } | null, verdict: { correct: boolean; closed: boolean }): RefusalCause {
  if (user === null) return 'unknown-address';
  if (user.state !== 'active') return 'disabled';
  return verdict.closed ? 'password-closed' : 'wrong-password';
}
