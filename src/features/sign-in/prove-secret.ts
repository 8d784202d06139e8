import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { Sessions } from '../sessions/index.ts';
import type { History, RefusalCause } from './doors.ts';
import { type GuessBudget, type GuessOutcome, NOT_COUNTED } from './guess-budget.ts';

export type SecretMethod = 'password' | 'totp' | 'backup-code';

export type Evaluation<A> =
  /** `clears` false: right, but not what the sign-in takes today, so it forgives no wrong tries at that (RL-1). */
  | { verdict: 'right'; authenticator: A; clears?: false }
  /** The cause when it is another than a wrong secret; for the owner's history alone. */
  | { verdict: 'wrong'; cause?: RefusalCause }
  /** It was right once. Refused and recorded, not counted as a guess (2F-4). */
  | { verdict: 'spent' };

export interface SecretProof<A> {
  /** `id` null: nobody has this address; the same work is done. */
  user: { id: string | null; email: string };
  method: SecretMethod;
  /** A count of its own; absent: that of the method. */
  kind?: 'recovery-first' | 'recovery-password' | undefined;
  evaluate(): Promise<Evaluation<A>>;
  /** What costs the same and decides nothing, for a closed counter (RL-4); absent: checking costs nothing. */
  sameWork?: () => Promise<unknown>;
  client: Client;
  deviceCookie: string | undefined;
  /** What it is for: a miss appears in the history under this name. */
  during: 'sign-in' | 'step-up' | 'password-change' | 'recovery' | 'objection';
  sessionId?: string;
}

export type ProofOutcome<A> =
  | { outcome: 'right'; authenticator: A; deviceId: string | null }
  /** `closed`: not evaluated, and only binding the secret anew helps. Told to who gave the other factor already, else to nobody. */
  | { outcome: 'wrong'; cause: RefusalCause; closed: boolean; deviceId: string | null }
  | { outcome: 'waiting'; seconds: number };

export type ProveSecret = <A>(proof: SecretProof<A>) => Promise<ProofOutcome<A>>;

interface Deps {
  database: Database;
  guesses: GuessBudget;
  sessions: Pick<Sessions, 'deviceOf'>;
  history: Pick<History, 'recordEvent' | 'recordAttempt'>;
}

/**
 * The one place where a password, a code of an app or a backup code is tried, whatever for: within the guess budget of
 * its kind (RL-1), a miss recorded with its true cause. A closed counter looks like a wrong secret and costs the same.
 */
export function createProveSecret({ database, guesses, sessions, history }: Deps): ProveSecret {
  const db = database.queries;

  return async function prove<A>(proof: SecretProof<A>): Promise<ProofOutcome<A>> {
    const { user, method, evaluate, client } = proof;
    const deviceId = await sessions.deviceOf(db, user.id ?? '', proof.deviceCookie);
    const guess = {
      email: user.email,
      kind: proof.kind ?? (method === 'password' ? 'password' : 'second-factor'),
      deviceId,
      prefix: client.prefix,
      // Backup codes share the count and the waits of the second factor; they are the way back, so they never close.
      neverCloses: method === 'backup-code',
    } as const;
    let evaluated: RefusalCause = method === 'password' ? 'wrong-password' : 'wrong-code';
    let unforgiving: { authenticator: A } | undefined;
    const outcome: GuessOutcome<{ authenticator: A }> = await guesses.try(guess, async () => {
      const evaluation = await evaluate();
      if (evaluation.verdict === 'right') {
        const right = { authenticator: evaluation.authenticator };
        if (evaluation.clears !== false) return right;
        unforgiving = right;
        return NOT_COUNTED;
      }
      if (evaluation.verdict === 'spent') return NOT_COUNTED;
      evaluated = evaluation.cause ?? evaluated;
      return null;
    });
    if (outcome.outcome === 'right') return { outcome: 'right', deviceId, ...outcome.result };
    if (unforgiving !== undefined) return { outcome: 'right', deviceId, ...unforgiving };
    const closed = outcome.outcome === 'closed';
    if (closed) await proof.sameWork?.();
    const cause = causeOf(outcome, evaluated);
    // The tries of a flood are recorded many at once (decision 29).
    const times = outcome.outcome === 'waiting' ? outcome.times : 1;
    if (times > 0) await record(proof, cause, deviceId, times);
    if (outcome.outcome === 'waiting') return { outcome: 'waiting', seconds: outcome.seconds };
    // A device that used up its own budget is known no more; the kind is closed only to strangers.
    return { outcome: 'wrong', cause, closed: closed && deviceId === null, deviceId };
  };

  async function record(
    proof: SecretProof<unknown>,
    cause: RefusalCause,
    deviceId: string | null,
    times: number,
  ): Promise<void> {
    const { user, method, client, during, sessionId } = proof;
    if (during === 'sign-in') {
      return history.recordAttempt(db, { userId: user.id, client, method, cause, deviceId, times });
    }
    return history.recordEvent(db, {
      kind: during,
      userId: user.id,
      client,
      outcome: 'failure',
      cause,
      methods: [method],
      times,
      ...(sessionId === undefined ? {} : { sessionId }),
    });
  }
}

function causeOf(outcome: GuessOutcome<unknown>, evaluated: RefusalCause): RefusalCause {
  switch (outcome.outcome) {
    case 'closed':
      return 'closed';
    case 'not-counted':
      return 'spent-code';
    case 'waiting':
      return outcome.because === 'prefix' ? 'prefix-limited' : 'waiting';
    default:
      return evaluated;
  }
}
