import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { Sessions } from '../sessions/index.ts';
import type { History } from './doors.ts';

export const NOT_ME = 'not-me';

interface Deps {
  database: Database;
  oneTimeTokens: OneTimeTokens;
  sessions: Pick<Sessions, 'endAll' | 'forgetDevicesOf'>;
  /** Closes the present password and mails a reset link; false: the user signs in with passkeys alone. */
  passwords: { closeUntilReset(tx: Queries, userId: string, client: Client): Promise<boolean> };
  history: History;
}

/**
 * "This wasn't me" from an alert: only reduces power. All sessions end, every known device is forgotten, the password is
 * closed until a reset, unless it opens nothing anyway. The link opens a page; only its button comes here. null: spent.
 */
export function createAnswerNotMe({ database, oneTimeTokens, sessions, passwords, history }: Deps) {
  return {
    async isOpen(token: string): Promise<boolean> {
      return (await oneTimeTokens.peek(database.queries, NOT_ME, token)) !== null;
    },
    answer: (token: string, client: Client): Promise<'reset-password' | 'sign-in' | null> =>
      database.transaction(async (tx) => {
        const spent = await oneTimeTokens.spend(tx, NOT_ME, token);
        if (spent === null) return null;
        const userId = spent.subject;
        await sessions.endAll(tx, userId);
        await sessions.forgetDevicesOf(tx, userId);
        const isClosed = await passwords.closeUntilReset(tx, userId, client);
        await history.recordEvent(tx, { kind: 'not-me', userId, client, outcome: 'success' });
        return isClosed ? 'reset-password' : 'sign-in';
      }),
  };
}
