import type { Clock } from '../../foundations/clock.ts';
import { hashToken } from '../../foundations/crypto/index.ts';
import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { Authenticator } from '../sessions/index.ts';
import { missingFactors } from './assurance.ts';
import type { Alerts, History, Passwords, SecondFactorChecks, SecondFactors } from './doors.ts';
import type { FinishRequest, FinishResult } from './finish-sign-in.ts';
import { findPendingSignIn, markAlerted, type PendingSignIn, takePendingSignIn } from './pending-table.ts';
import type { Evaluation, ProveSecret } from './prove-secret.ts';
import { refusalCause } from './sign-in-with-password.ts';

export interface SecondFactorSignIn {
  /** The password: after a passkey that did not verify its user. */
  method: 'totp' | 'backup-code' | 'password';
  code: string;
  client: Client;
  pendingCookie: string | undefined;
  deviceCookie: string | undefined;
  replacedSession: string | undefined;
}

export type SecondFactorResult =
  | FinishResult
  | { next: 'waiting'; seconds: number }
  /** Too many wrong ones were given before, so it was not looked at. The pending sign-in is over, and may be told why. */
  | { next: 'closed' }
  /** No pending sign-in here (any more): begin with the password. */
  | { next: 'start-over' };

interface Deps {
  database: Database;
  clock: Clock;
  secondFactors: SecondFactors;
  passwords: Passwords;
  twoFactor: SecondFactorChecks;
  proveSecret: ProveSecret;
  history: Pick<History, 'recordAttempt' | 'knowsNetwork'>;
  alerts: Pick<Alerts, 'alertOfFailedSecondFactor'>;
  finish(request: FinishRequest): Promise<FinishResult>;
}

/**
 * The second step. Only the browser that gave the first proof has the cookie of the pending sign-in. A wrong code leaves
 * it alive, a closed counter kills it (2F-4, RL-1); what it had proven is kept for the finish, which takes it once.
 */
export function createSignInWithSecondFactor(deps: Deps) {
  const { database, clock, secondFactors, passwords, twoFactor, proveSecret, history, alerts } = deps;
  const db = database.queries;

  async function find(cookie: string | undefined): Promise<PendingSignIn | null> {
    return cookie === undefined ? null : findPendingSignIn(db, hashToken(cookie), clock.now());
  }

  return {
    /** What can be given in this browser's pending sign-in, and whose it is; null: there is none. */
    async show(cookie: string | undefined) {
      const pending = await find(cookie);
      if (pending === null) return null;
      return { email: pending.user.email, methods: await missingOf(pending) };
    },

    async signIn(request: SecondFactorSignIn): Promise<SecondFactorResult> {
      const { method, code, client, deviceCookie, replacedSession } = request;
      const pending = await find(request.pendingCookie);
      if (pending === null) return { next: 'start-over' };
      const { user } = pending;
      // One factor twice is not two.
      if (pending.methods.includes('password') === (method === 'password')) return { next: 'refused' };
      const proof = await proveSecret<Authenticator | null>({
        user,
        method,
        evaluate: async (): Promise<Evaluation<Authenticator | null>> => {
          if (method === 'password') return checkPassword(user.id, code);
          const checked =
            method === 'totp'
              ? await twoFactor.checkTotp(user.id, code)
              : await twoFactor.checkBackupCode(user.id, code);
          return checked.verdict === 'wrong' ? { ...checked, cause: 'right-password-wrong-code' } : checked;
        },
        ...(method === 'password' ? { sameWork: () => passwords.verify(null, code) } : {}),
        client,
        deviceCookie,
        during: 'sign-in',
      });
      if (proof.outcome === 'waiting') return { next: 'waiting', seconds: proof.seconds };
      if (proof.outcome === 'wrong') {
        const isCode = method !== 'password' && proof.cause !== 'spent-code';
        if (isCode && proof.deviceId === null) await alertOnce(pending, request);
        if (!proof.closed) return { next: 'refused' };
        await takePendingSignIn(db, pending.id);
        return { next: 'closed' };
      }
      const result = await deps.finish({
        user,
        methods: [...pending.methods, method],
        authenticators: proof.authenticator === null ? await passkeyOf(pending) : [proof.authenticator],
        passkeyUse: pending.passkeyUse,
        pendingId: pending.id,
        keep: pending.keep,
        returnTo: pending.returnTo,
        client,
        deviceCookie,
        replacedSession,
      });
      const cause = refusalCause(result);
      const { deviceId } = proof;
      if (cause !== null) await history.recordAttempt(db, { userId: user.id, client, method, cause, deviceId });
      return result.next === 'refused' ? { next: 'start-over' } : result;
    },
  };

  async function missingOf({ user, methods }: PendingSignIn) {
    const standing = await secondFactors.standingOf(db, user.id);
    return missingFactors({ methods, standsAlone: false }, standing.methods);
  }

  async function checkPassword(userId: string, password: string): Promise<Evaluation<null>> {
    const { correct, closed } = await passwords.verify(userId, password);
    if (correct) return { verdict: 'right', authenticator: null };
    return { verdict: 'wrong', ...(closed ? { cause: 'password-closed' as const } : {}) };
  }

  /** The passkey that was proven first: the session is opened with it too. */
  async function passkeyOf({ passkeyUse }: PendingSignIn): Promise<Authenticator[]> {
    return passkeyUse === null ? [] : [{ id: passkeyUse.id, method: 'passkey', seniorFrom: clock.now() }];
  }

  /** NM-3: from a network the owner does not use, once for each pending sign-in. */
  async function alertOnce({ id, user }: PendingSignIn, { client, method }: SecondFactorSignIn): Promise<void> {
    await database.transaction(async (tx) => {
      if (await history.knowsNetwork(tx, user.id, client.prefix)) return;
      if (await markAlerted(tx, id, clock.now())) {
        await alerts.alertOfFailedSecondFactor(tx, { userId: user.id, client, method });
      }
    });
  }
}
