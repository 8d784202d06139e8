import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { Sessions } from '../sessions/index.ts';
import type { History, Passwords, RefusalCause, Users } from './doors.ts';
import type { FinishRequest, FinishResult, ProvenUser } from './finish-sign-in.ts';
import type { GuessBudget, GuessOutcome } from './guess-budget.ts';

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
  sessions: Pick<Sessions, 'deviceOf'>;
  guesses: GuessBudget;
  history: History;
  finish(request: FinishRequest): Promise<FinishResult>;
}

/**
 * The password door. Known, unknown, disabled and closed do the same work: two look-ups, one counter, one hash, one
 * record (RL-4). Every refusal is recorded with its true cause; the answer does not tell it.
 */
export function createSignInWithPassword(deps: Deps): (request: PasswordSignIn) => Promise<SignInResult> {
  const { database, users, passwords, sessions, guesses, history } = deps;

  return async ({ email, password, keep, returnTo, client, deviceCookie, replacedSession }) => {
    const user = await users.findByEmail(email);
    const deviceId = await sessions.deviceOf(database.queries, user?.id ?? '', deviceCookie);
    let cause: RefusalCause = 'wrong-password';

    const outcome = await guesses.try(
      { email, kind: 'password', deviceId, prefix: client.prefix },
      async (): Promise<ProvenUser | null> => {
        const verdict = await passwords.verify(user?.id ?? null, password);
        cause = causeOf(user, verdict);
        return user !== null && user.state === 'active' && verdict.correct && !verdict.closed ? user : null;
      },
    );

    if (outcome.outcome === 'right') {
      const result = await deps.finish({
        user: outcome.result,
        methods: ['password'],
        keep,
        returnTo,
        client,
        deviceCookie,
        replacedSession,
      });
      if (result.next !== 'address-not-allowed' && result.next !== 'refused') return result;
      await record(result.next === 'refused' ? 'disabled' : 'address-not-allowed', false);
      return result;
    }
    // A closed counter looks like a wrong password from outside, and costs the same.
    if (outcome.outcome === 'closed') await passwords.verify(null, password);
    await record(causeOfRefusal(outcome, cause), outcome.outcome === 'waiting');
    return outcome.outcome === 'waiting' ? { next: 'waiting', seconds: outcome.seconds } : { next: 'refused' };

    async function record(trueCause: RefusalCause, aggregated: boolean): Promise<void> {
      await history.recordAttempt(database.queries, {
        userId: user?.id ?? null,
        client,
        method: 'password',
        cause: trueCause,
        aggregated: aggregated || user === null,
        deviceId,
      });
    }
  };
}

function causeOf(user: { state: string } | null, verdict: { correct: boolean; closed: boolean }): RefusalCause {
  if (user === null) return 'unknown-address';
  if (user.state !== 'active') return 'disabled';
  return verdict.closed ? 'password-closed' : 'wrong-password';
}

function causeOfRefusal(outcome: GuessOutcome<unknown>, evaluated: RefusalCause): RefusalCause {
  if (outcome.outcome === 'closed') return 'closed';
  if (outcome.outcome !== 'waiting') return evaluated;
  return outcome.because === 'prefix' ? 'prefix-limited' : 'waiting';
}
