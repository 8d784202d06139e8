import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { Accounts } from './account-doors.ts';
import type { GatedSession, History, RateLimits } from './doors.ts';

const HOUR_SECONDS = 3600;
/** Addresses of one session in an hour; whoever comes from more of them is known well enough. */
const MOST_ADDRESSES = 30;

interface Deps {
  database: Database;
  rateLimits: RateLimits;
  history: Pick<History, 'recordEvent'>;
  accounts: Pick<Accounts, 'commitAccountChange'>;
}

/**
 * A line in the owner's history, once for each session, address and hour, however often the session is tried; by an account's
 * list also one in that account's trail.
 */
export function createNoteRefusal({ database, rateLimits, history, accounts }: Deps) {
  const db = database.queries;
  return async (session: GatedSession, client: Client, by: 'own' | 'account'): Promise<void> => {
    const once = { count: 1, perSeconds: HOUR_SECONDS };
    const most = { count: MOST_ADDRESSES, perSeconds: HOUR_SECONDS };
    const key = `address-refused:${by}:${session.id}`;
    // First, so that a session carried through a whole network leaves no more rows than lines.
    if ((await rateLimits.isSpent(db, key, most)).spent) return;
    if (!(await rateLimits.take(db, `${key}:${client.address ?? 'unknown'}`, once)).allowed) return;
    if (!(await rateLimits.take(db, key, most)).allowed) return;
    const { id, userId, email, account, methods, assurance } = session;
    await history.recordEvent(db, {
      kind: 'session-elsewhere',
      userId,
      ...(by === 'account' ? { accountId: account.id } : {}),
      client,
      outcome: 'failure',
      cause: 'address-not-allowed',
      sessionId: id,
    });
    if (by === 'own') return;
    const acting = { accountId: account.id, userId, email, client, session: { id, methods, assurance } };
    await accounts.commitAccountChange(db, { account, kind: 'address-refused', acting, tellOwners: false });
  };
}
