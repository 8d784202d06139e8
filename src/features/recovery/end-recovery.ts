import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import { STOP_RECOVERY } from './complete-recovery.ts';
import type { History, OfficialMail } from './doors.ts';
import type { LostThings } from './lost-thing.ts';
import { isSenior } from './objection.ts';
import { recoveryEndedMail } from './recovery-ended-mail.tsx';
import { asWaiting, findWaiting, lockRecovery, updateRecovery, type WaitingRecovery } from './recovery-table.ts';

interface Deps {
  clock: Clock;
  oneTimeTokens: Pick<OneTimeTokens, 'revoke'>;
  officialMail: OfficialMail;
  history: History;
  lostThings: LostThings;
}

/** Who completed a sign-in, from where, and with what besides the password. */
interface Proven {
  userId: string;
  client: Client;
  authenticators: readonly { seniorFrom: Date }[];
}

/** What ends a waiting recovery without completing it. Callers hold the lock on the user's row. */
export function createEndRecovery({ clock, oneTimeTokens, officialMail, history, lostThings }: Deps) {
  async function end(tx: Queries, row: WaitingRecovery, state: 'ended' | 'void'): Promise<void> {
    await updateRecovery(tx, row.id, { state, settled_at: clock.now() });
    await oneTimeTokens.revoke(tx, STOP_RECOVERY, row.id);
    const why = state === 'ended' ? 'signed-in' : 'void';
    const parameters = { why, completesAt: null } as const;
    await officialMail.notify(tx, { userId: row.user_id, mail: recoveryEndedMail, parameters });
  }

  return {
    end,

    /**
     * After any security change: what was to be removed may be gone with it. Then the recovery is over at once, so that what
     * is set up anew does not go in its place.
     */
    async voidIfGone(tx: Queries, userId: string): Promise<void> {
      const seen = await findWaiting(tx, userId);
      if (seen === null || (await lostThings[seen.lost].isThere(tx, userId))) return;
      const row = asWaiting(await lockRecovery(tx, seen.id));
      if (row !== null) await end(tx, row, 'void');
    },

    /**
     * A completed sign-in with something that was senior when the recovery was asked for: its owner has the factor, or
     * another one. The password alone ends nothing, nor does what a thief added since.
     */
    async endedBySignIn(tx: Queries, { userId, client, authenticators }: Proven): Promise<void> {
      if (authenticators.length === 0) return;
      const row = await findWaiting(tx, userId);
      if (row === null || !authenticators.some((one) => isSenior(one, row.requested_at))) return;
      await end(tx, row, 'ended');
      await history.recordEvent(tx, { kind: 'recovery-ended', userId, client, outcome: 'success' });
    },
  };
}

export type EndRecovery = ReturnType<typeof createEndRecovery>;
