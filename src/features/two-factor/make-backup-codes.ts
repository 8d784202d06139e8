import type { Clock } from '../../foundations/clock.ts';
import type { Database } from '../../foundations/database/index.ts';
import { Refused } from '../../foundations/http/index.ts';
import type { RateLimits } from '../../foundations/rate-limits/index.ts';
import { formatBackupCode, newBackupCodes } from './backup-code.ts';
import { insertUnsavedSet } from './backup-code-table.ts';
import type { Hashing, SignedInOwner, Users } from './doors.ts';
import { ENROLMENT_LIFETIME } from './start-enrolment.ts';

export interface ShownCodes {
  set: number;
  at: Date;
  backupCodes: string[];
}

export type MakeBackupCodes = (session: Pick<SignedInOwner, 'id' | 'userId'>, setId: string) => Promise<ShownCodes>;

interface Deps {
  database: Database;
  clock: Clock;
  hashing: Hashing;
  users: Users;
  rateLimits: Pick<RateLimits, 'take'>;
}

const SETS_PER_HOUR = { count: 20, perSeconds: 3600 };

/**
 * A new set, to be shown this once. It counts for nothing, and the present one goes on counting, until this session
 * says that it is saved; unsaved it dies in ten minutes. Ten hashes each, so a user gets twenty sets an hour: refuses
 * with 429, and with TooBusy.
 */
export function createMakeBackupCodes({ database, clock, hashing, users, rateLimits }: Deps): MakeBackupCodes {
  return async (session, setId) => {
    const budget = await rateLimits.take(database.queries, `backup-codes ${session.userId}`, SETS_PER_HOUR);
    if (!budget.allowed) throw new Refused('too-many-requests', { retryAfterSeconds: budget.retryAfterSeconds });
    const codes = newBackupCodes();
    const rows = await Promise.all(
      codes.map(async ({ lookup, secret }) => ({ lookup, hash: await hashing.hash(secret) })),
    );
    const at = clock.now();
    const expiresAt = new Date(at.getTime() + ENROLMENT_LIFETIME);
    const set = { id: setId, userId: session.userId, sessionId: session.id, createdAt: at, expiresAt };
    const number = await database.transaction(async (tx) => {
      await users.lock(tx, session.userId);
      return insertUnsavedSet(tx, set, rows);
    });
    return { set: number, at, backupCodes: codes.map(formatBackupCode) };
  };
}
