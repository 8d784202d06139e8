import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { History, RateLimits } from './doors.ts';

const HOUR_SECONDS = 3600;
/** Addresses of one session in an hour; whoever comes from more of them is known well enough. */
const MOST_ADDRESSES = 30;

interface Deps {
  database: Database;
  rateLimits: RateLimits;
  history: Pick<History, 'recordEvent'>;
}

/** A line in the owner's history, once for each session, address and hour, however often the session is tried. */
export function createNoteRefusal({ database, rateLimits, history }: Deps) {
  const db = database.queries;
  return async (session: { id: string; userId: string }, client: Client): Promise<void> => {
    const once = { count: 1, perSeconds: HOUR_SECONDS };
    const key = `address-refused:${session.id}`;
    if (!(await rateLimits.take(db, `${key}:${client.address ?? 'unknown'}`, once)).allowed) return;
    if (!(await rateLimits.take(db, key, { count: MOST_ADDRESSES, perSeconds: HOUR_SECONDS })).allowed) return;
    await history.recordEvent(db, {
      kind: 'session-elsewhere',
      userId: session.userId,
      client,
      outcome: 'failure',
      cause: 'address-not-allowed',
      sessionId: session.id,
    });
  };
}
