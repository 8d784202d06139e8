import type { Database } from '../../foundations/database/index.ts';
import type { ProvePassword, Sessions } from '../sessions/index.ts';
import type { History, Passwords } from './doors.ts';
import type { GuessBudget } from './guess-budget.ts';

interface Deps {
  database: Database;
  guesses: GuessBudget;
  passwords: Passwords;
  sessions: Pick<Sessions, 'deviceOf'>;
  history: History;
}

/** The password of someone already signed in, within the same guess budget as at the sign-in (PW-11). */
export function createProvePassword({ database, guesses, passwords, sessions, history }: Deps): ProvePassword {
  return async ({ session, password, client, deviceCookie, during }) => {
    const deviceId = await sessions.deviceOf(database.queries, session.userId, deviceCookie);
    const guess = { email: session.email, kind: 'password', deviceId, prefix: client.prefix } as const;
    const outcome = await guesses.try(guess, async () => {
      const { correct } = await passwords.verify(session.userId, password);
      return correct ? true : null;
    });
    if (outcome.outcome === 'right') return { outcome: 'right' };
    const waits = outcome.outcome === 'waiting';
    // A closed counter looks like a wrong password from outside, and costs the same (RL-4).
    if (outcome.outcome === 'closed') await passwords.verify(null, password);
    await history.recordEvent(database.queries, {
      kind: during,
      userId: session.userId,
      client,
      outcome: 'failure',
      cause: outcome.outcome === 'wrong' ? 'wrong-password' : outcome.outcome,
      sessionId: session.id,
      methods: ['password'],
    });
    return waits ? { outcome: 'waiting', seconds: outcome.seconds } : { outcome: 'wrong' };
  };
}
