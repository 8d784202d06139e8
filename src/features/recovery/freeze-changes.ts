import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import { deleteFreeze, findFreeze, putFreeze } from './freeze-table.ts';
import { FREEZE, isSenior } from './objection.ts';
import { holdWaiting, releaseWaiting } from './recovery-table.ts';

/**
 * Stops security changes from sessions. The clock of a waiting recovery stands meanwhile, if nothing held it before: its end
 * moves by exactly the time that is frozen, and back again when the freeze ends early. A read mailbox can object every day;
 * a second freeze, or one after a stop, therefore moves nothing. Callers hold the lock on the user's row.
 */
export function createFreezes({ clock }: { clock: Clock }) {
  async function until(db: Queries, userId: string): Promise<Date | null> {
    return findFreeze(db, userId, clock.now());
  }

  return {
    until,

    async freeze(tx: Queries, userId: string): Promise<Date> {
      const now = clock.now();
      const end = new Date(now.getTime() + FREEZE);
      await putFreeze(tx, userId, end);
      await holdWaiting(tx, userId, now, end);
      return end;
    },

    /** By a proof with something senior; by nothing else, since a thief has fresh authenticators. */
    async lift(
      tx: Queries,
      { userId, authenticator }: { userId: string; authenticator: { seniorFrom: Date } | null },
    ): Promise<void> {
      const now = clock.now();
      if (authenticator === null || !isSenior(authenticator, now)) return;
      if ((await until(tx, userId)) === null) return;
      await deleteFreeze(tx, userId);
      await releaseWaiting(tx, userId, now);
    },
  };
}

export type Freezes = ReturnType<typeof createFreezes>;
