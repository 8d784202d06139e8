import type { Clock } from '../../foundations/clock.ts';
import { hashToken } from '../../foundations/crypto/index.ts';
import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { AssertionCredential, CheckedPasskey } from '../passkeys/index.ts';
import type { Sessions } from '../sessions/index.ts';
import type { History, PasskeyChecks, SecondFactors } from './doors.ts';
import type { FinishRequest, FinishResult } from './finish-sign-in.ts';
import { findPendingSignIn, type PendingSignIn } from './pending-table.ts';
import { refusalCause } from './sign-in-with-password.ts';

export interface PasskeyOptionsRequest {
  browser: string;
  pendingCookie: string | undefined;
  keep: boolean;
  /** Begins anew, though a password was given in this browser a moment ago. */
  anew: boolean;
  formerDomain: boolean;
}

export interface PasskeySignIn {
  credential: AssertionCredential;
  browser: string;
  pendingCookie: string | undefined;
  keep: boolean;
  returnTo: string | null;
  client: Client;
  deviceCookie: string | undefined;
  replacedSession: string | undefined;
}

export type PasskeyResult =
  | FinishResult
  /** The ceremony itself failed: expired, replayed, from elsewhere, forged. */
  | { next: 'not-accepted' }
  /** We know no such passkey (any more). */
  | { next: 'unknown-passkey' };

interface Deps {
  database: Database;
  clock: Clock;
  passkeys: PasskeyChecks;
  secondFactors: SecondFactors;
  sessions: Pick<Sessions, 'deviceOf'>;
  history: Pick<History, 'recordAttempt'>;
  finish(request: FinishRequest): Promise<FinishResult>;
}

/**
 * The passkey door: without a name, or as the second factor of the pending sign-in of this browser. A passkey cannot be
 * guessed, so it has no budget and stays open while strangers are slowed down (RL-2). Names no user before it is proven (PK-15).
 */
export function createSignInWithPasskey(deps: Deps) {
  const { database, clock, passkeys, secondFactors, sessions, history } = deps;
  const db = database.queries;

  /** null: none here, or a passkey is not what it lacks. */
  async function pendingFor(cookie: string | undefined): Promise<PendingSignIn | null> {
    const pending = cookie === undefined ? null : await findPendingSignIn(db, hashToken(cookie), clock.now());
    if (pending === null || !pending.methods.includes('password')) return null;
    const { methods } = await secondFactors.standingOf(db, pending.user.id);
    return methods.includes('passkey') ? pending : null;
  }

  async function check(request: PasskeySignIn): Promise<{ checked: CheckedPasskey; pending: PendingSignIn | null }> {
    const { browser, credential } = request;
    const pending = await pendingFor(request.pendingCookie);
    if (pending !== null) {
      const asked = { ceremony: 'second-factor', userId: pending.user.id, subject: pending.id } as const;
      const checked = await passkeys.check({ ...asked, browser, credential });
      // One that was asked for anew, without the password before it.
      if (checked.verdict === 'right' || checked.fault !== 'challenge') return { checked, pending };
    }
    const asked = { ceremony: 'sign-in', userId: null, subject: null } as const;
    return { checked: await passkeys.check({ ...asked, browser, credential }), pending: null };
  }

  return {
    async options({ browser, pendingCookie, keep, anew, formerDomain }: PasskeyOptionsRequest): Promise<object> {
      const pending = anew ? null : await pendingFor(pendingCookie);
      const asked =
        pending === null
          ? ({ ceremony: 'sign-in', userId: null, subject: null } as const)
          : ({ ceremony: 'second-factor', userId: pending.user.id, subject: pending.id } as const);
      return passkeys.ask({ ...asked, browser, keep, formerDomain });
    },

    async signIn(request: PasskeySignIn): Promise<PasskeyResult> {
      const { client, deviceCookie, replacedSession } = request;
      const { checked, pending } = await check(request);
      const record = async (
        userId: string | null,
        cause: 'passkey-failed' | NonNullable<ReturnType<typeof refusalCause>>,
      ) => {
        const deviceId = await sessions.deviceOf(db, userId ?? '', deviceCookie);
        await history.recordAttempt(db, { userId, client, method: 'passkey', cause, deviceId });
      };
      if (checked.verdict === 'wrong') {
        // An expired page or a stray answer is nobody's business; what names a passkey of somebody is theirs.
        await record(checked.userId ?? pending?.user.id ?? null, 'passkey-failed');
        return { next: checked.fault === 'unknown-credential' ? 'unknown-passkey' : 'not-accepted' };
      }
      const { user, authenticator, use } = checked;
      if (user.state !== 'active') {
        await record(user.id, 'disabled');
        return { next: 'refused' };
      }
      const result = await deps.finish({
        user: pending?.user ?? user,
        methods: [...(pending?.methods ?? []), 'passkey'],
        authenticators: [authenticator],
        passkeyUse: use,
        ...(pending === null ? {} : { pendingId: pending.id }),
        keep: pending?.keep ?? (checked.keep || request.keep),
        returnTo: pending?.returnTo ?? request.returnTo,
        client,
        deviceCookie,
        replacedSession,
      });
      const cause = refusalCause(result);
      if (cause !== null) await record(user.id, cause);
      return result;
    },
  };
}
