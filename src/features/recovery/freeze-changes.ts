import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import { deleteFreeze, findFreeze, putFreeze } from './freeze-table.ts';
import { FREEZE, isSenior } from './objection.ts';
import { moveWaiting } from './recovery-table.ts';

/**
 * Stops security changes from sessions. The clock of a waiting recovery stands meanwhile: its end moves by exactly the
 * time that is frozen, and back again when the freeze ends early. Callers hold the lock on the user's row.
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
      const frozenBefore = (await until(tx, userId)) ?? now;
      await putFreeze(tx, userId, end);
      await moveWaiting(tx, userId, end.getTime() - frozenBefore.getTime());
      return end;
    },

    /** By a proof with something senior; by nothing else, since a thief has fresh authenticators. */
    async lift(
      tx: Queries,
      { userId, authenticator }: { userId: string; authenticator: { seniorFrom: Date } | null },
    ): Promise<void> {
      const now = clock.now();
      if (authenticator === null || !isSenior(authenticator, now)) return;
      const end = await until(tx, userId);
      if (end === null) return;
      await deleteFreeze(tx, userId);
      await moveWaiting(tx, userId, now.getTime() - end.getTime());
    },
  };
}

export type Freezes = ReturnType<typeof createFreezes>;
