import { z } from 'zod';
import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import { restorePassword } from './password-table.ts';

/** What `shownOf` put into the journal; entries of before it told as much lack the last. */
const shown = z.object({
  setAt: z.iso.datetime(),
  setBy: z.enum(['sign-up', 'change', 'reset']),
  closed: z.boolean(),
  mustChange: z.boolean().default(false),
});

/** A password that was closed or known to others comes back as that: an undo never makes it better than it was. */
export function createRestore(clock: Clock) {
  return async (tx: Queries, userId: string, hash: string, before: Record<string, unknown>): Promise<void> => {
    const { setAt, setBy, closed, mustChange } = shown.parse(before);
    await restorePassword(tx, {
      user_id: userId,
      hash,
      set_at: new Date(setAt),
      set_by: setBy,
      must_change: mustChange,
      closed_at: closed ? clock.now() : null,
    });
  };
}
