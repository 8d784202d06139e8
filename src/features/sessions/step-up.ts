import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { SessionCookie, Sessions } from './index.ts';
import type { Session } from './session.ts';

export type StepUpResult =
  | { outcome: 'done'; cookie: SessionCookie }
  | { outcome: 'wrong' }
  | { outcome: 'waiting'; seconds: number }
  | { outcome: 'session-ended' };

/** Checks a signed-in user's password within the guess budget; records a miss. */
export type ProvePassword = (request: {
  session: Pick<Session, 'userId' | 'email' | 'id'>;
  password: string;
  client: Client;
  deviceCookie: string | undefined;
  /** What is being done: a miss appears in the history under this name. */
  during: 'step-up' | 'password-change';
}) => Promise<{ outcome: 'right' } | { outcome: 'wrong' } | { outcome: 'waiting'; seconds: number }>;

interface Deps {
  database: Database;
  sessions: Pick<Sessions, 'rotate'>;
  provePassword: ProvePassword;
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

/** Proves again in a live session: raises this session only and gives it a new secret (SU-2, SE-2). */
export function createStepUp({ database, sessions, provePassword, history }: Deps) {
  return async (request: {
    session: Session;
    secret: string;
    password: string;
    client: Client;
    deviceCookie: string | undefined;
  }): Promise<StepUpResult> => {
    const { session, secret, password, client, deviceCookie } = request;
    const proof = await provePassword({ session, password, client, deviceCookie, during: 'step-up' });
    if (proof.outcome !== 'right') return proof;
    return database.transaction(async (tx) => {
      const { assurance, methods } = session;
      const cookie = await sessions.rotate(tx, session, secret, { assurance, methods });
      if (cookie === null) return { outcome: 'session-ended' };
      await history.recordEvent(tx, {
        kind: 'step-up',
        userId: session.userId,
        client,
        outcome: 'success',
        sessionId: session.id,
        methods: ['password'],
      });
      return { outcome: 'done', cookie };
    });
  };
}
