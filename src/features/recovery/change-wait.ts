import { z } from 'zod';
import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { CommitSecurityChange } from './commit-security-change.ts';
import type { Users } from './doors.ts';
import type { ChangeActor, Undoer } from './security-change.ts';
import { changedWait, waitAt } from './wait.ts';
import { waitChangedMail } from './wait-changed-mail.tsx';
import { findWait, putWait } from './wait-table.ts';

interface Deps {
  database: Database;
  clock: Clock;
  users: Pick<Users, 'lock'>;
  commitChange: CommitSecurityChange;
}

/** Sets how long the owner has to notice a recovery before it completes, as a security change. */
export function createChangeWait({ database, clock, users, commitChange }: Deps) {
  return (userId: string, days: number, actor: ChangeActor): Promise<'changed' | 'unchanged'> =>
    database.transaction(async (tx) => {
      await users.lock(tx, userId);
      const now = clock.now();
      const before = await findWait(tx, userId);
      if (before.days === days) return 'unchanged';
      const after = changedWait(before, days, now);
      await putWait(tx, userId, after);
      await commitChange(tx, {
        userId,
        kind: 'recovery-wait-changed',
        actor,
        before: { ...before },
        after: { ...after },
        endSessions: 'none',
        mail: waitChangedMail,
        parameters: {
          at: now.toISOString(),
          address: actor.client.address,
          before: waitAt(before, now),
          after: days,
          countsFrom: after.countsFrom.toISOString(),
        },
      });
      return 'changed';
    });
}

const kept = z.object({ days: z.int(), earlierDays: z.int().nullable(), countsFrom: z.coerce.date() });

export const waitUndoer: Undoer = {
  subject: 'recovery-wait',
  undo: (tx: Queries, { userId, before }) => putWait(tx, userId, kept.parse(before)),
};
