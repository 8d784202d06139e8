import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { History, Sessions, SignedInOwner } from './doors.ts';
import { listLivePasskeys } from './passkey-table.ts';

interface Deps {
  database: Database;
  sessions: Pick<Sessions, 'endOpenedWith'>;
  history: Pick<History, 'recordEvent'>;
}

/** Ends the sessions that one passkey opened, but for this one. null: no such passkey. */
export function createEndOpenedWith({ database, sessions, history }: Deps) {
  return (session: SignedInOwner, id: string, client: Client): Promise<number | null> =>
    database.transaction(async (tx) => {
      const { userId } = session;
      if (!(await listLivePasskeys(tx, userId)).some((passkey) => passkey.id === id)) return null;
      const ended = await sessions.endOpenedWith(tx, userId, id, session.id);
      const event = { kind: 'passkey-sessions-ended', userId, client, outcome: 'success' } as const;
      await history.recordEvent(tx, { ...event, methods: session.methods, sessionId: session.id });
      return ended;
    });
}
