import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { SessionCookie, Sessions } from './index.ts';
import { type Authenticator, type Session, type StepUpMethod, stepUpMethods } from './session.ts';

export type StepUpResult =
  | { outcome: 'done'; cookie: SessionCookie; session: Session }
  | { outcome: 'wrong' }
  /** It proves less than the user can: not even looked at (SU-2). */
  | { outcome: 'not-enough' }
  | { outcome: 'waiting'; seconds: number }
  /** No credential at all. */
  | { outcome: 'malformed' }
  | { outcome: 'session-ended' };

/** Checks a signed-in user's secret within the guess budget, spends what is spent once, and records a miss. */
export type ProveAgain = (request: {
  session: Pick<Session, 'userId' | 'email' | 'id'>;
  method: Exclude<StepUpMethod, 'passkey'>;
  secret: string;
  client: Client;
  deviceCookie: string | undefined;
  /** What is being done: a miss appears in the history under this name. */
  during: 'step-up' | 'password-change';
}) => Promise<
  | { outcome: 'right'; authenticator: Authenticator | null; settle?: undefined }
  | { outcome: 'wrong' }
  | { outcome: 'waiting'; seconds: number }
>;

/** The same with a passkey, whose use is settled with what it opens. */
export type ProvePasskey = (request: {
  session: Pick<Session, 'userId' | 'id' | 'methods'>;
  /** As it came: an object or its text. */
  credential: unknown;
  browser: string;
  client: Client;
}) => Promise<
  | { outcome: 'right'; authenticator: Authenticator; settle(tx: Queries): Promise<void> }
  | { outcome: 'wrong' }
  | { outcome: 'malformed' }
>;

interface StepUpRequest {
  session: Session;
  secret: string;
  method: StepUpMethod;
  /** The password, the code, or the passkey's answer. */
  proof: unknown;
  browser: string;
  client: Client;
  deviceCookie: string | undefined;
}

interface Deps {
  database: Database;
  sessions: Pick<Sessions, 'rotate'>;
  proveAgain: ProveAgain;
  provePasskey: ProvePasskey;
  /** Holds the user's row, so that nothing the user has is removed meanwhile. */
  holdUser(tx: Queries, userId: string): Promise<unknown>;
  /** False: one was removed since it was proven. */
  areLive(tx: Queries, userId: string, authenticatorIds: readonly string[]): Promise<boolean>;
  /** Whoever proves with something senior may end a freeze (recovery). */
  onProven(tx: Queries, proven: { userId: string; authenticator: Authenticator | null }): Promise<void>;
  /** Once the step-up stands: what such an owner may end in the account the session is in. */
  afterProven(proven: { session: Session; client: Client; authenticator: Authenticator | null }): Promise<void>;
  history: {
    recordEvent(
      tx: Queries,
      event: {
        kind: 'step-up';
        userId: string;
        client: Client;
        outcome: 'success';
        sessionId: string;
        methods: readonly string[];
      },
    ): Promise<void>;
  };
}

/**
 * Proves again in a live session: raises this session only and gives it a new secret (SU-2, SE-2). The session stands
 * for the first factor, so one code suffices; a password does not where more can be proven.
 */
export function createStepUp(deps: Deps) {
  const { database, sessions, proveAgain, provePasskey, onProven, afterProven, history } = deps;
  return async (request: StepUpRequest): Promise<StepUpResult> => {
    const { session, secret, method, client } = request;
    if (!stepUpMethods(session).includes(method)) return { outcome: 'not-enough' };
    const { userId } = session;
    const proof = await prove(request);
    if (proof.outcome !== 'right') return proof;
    const result = await database.transaction(async (tx): Promise<StepUpResult> => {
      const raised = raisedBy(session, method);
      const authenticator = proof.authenticator?.id ?? null;
      await deps.holdUser(tx, userId);
      if (authenticator !== null && !(await deps.areLive(tx, userId, [authenticator])))
        return { outcome: 'session-ended' };
      const cookie = await sessions.rotate(tx, session, secret, { ...raised, authenticator });
      if (cookie === null) return { outcome: 'session-ended' };
      await proof.settle?.(tx);
      await onProven(tx, { userId, authenticator: proof.authenticator });
      const event = { kind: 'step-up', userId, client, outcome: 'success', sessionId: session.id } as const;
      await history.recordEvent(tx, { ...event, methods: [method] });
      return { outcome: 'done', cookie, session: { ...session, ...raised } };
    });
    // Not in its transaction: there the user is held before the account, elsewhere after.
    if (result.outcome === 'done') {
      await afterProven({ session: result.session, client, authenticator: proof.authenticator });
    }
    return result;
  };

  async function prove({ session, method, proof, browser, client, deviceCookie }: StepUpRequest) {
    if (method === 'passkey') return provePasskey({ session, credential: proof, browser, client });
    return proveAgain({ session, method, secret: String(proof), client, deviceCookie, during: 'step-up' });
  }
}

function raisedBy({ assurance, methods }: Session, method: StepUpMethod): Pick<Session, 'assurance' | 'methods'> {
  return {
    assurance: method === 'password' ? assurance : 'aal2',
    methods: methods.includes(method) ? methods : [...methods, method],
  };
}
