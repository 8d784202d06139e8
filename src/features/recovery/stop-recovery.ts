import { type Clock, DAY } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import { STOP_RECOVERY } from './complete-recovery.ts';
import type { History, OfficialMail, Users } from './doors.ts';
import { PAUSE } from './recovery.ts';
import { recoveryEndedMail } from './recovery-ended-mail.tsx';
import {
  asWaiting,
  findRecovery,
  lockRecovery,
  updateRecovery,
  type WaitingRecovery,
  wasHeld,
} from './recovery-table.ts';

export interface StopResult {
  /** `waiting`: it was held before, and goes on. */
  state: 'paused' | 'waiting';
  completesAt: Date;
}

interface Deps {
  database: Database;
  clock: Clock;
  users: Pick<Users, 'lock'>;
  oneTimeTokens: Pick<OneTimeTokens, 'peek'>;
  history: History;
  officialMail: OfficialMail;
}

/**
 * "Stop this", from a daily notice: pauses for a day, then the whole wait begins anew. Once, freezes counted: a read
 * mailbox must not keep the owner out for ever. Later stops tell how things stand; what ends it is a sign-in with a senior authenticator.
 */
export function createStopRecovery(deps: Deps) {
  const { database, clock, users, oneTimeTokens, history, officialMail } = deps;

  async function find(db: Queries, token: string): Promise<WaitingRecovery | null> {
    const found = await oneTimeTokens.peek(db, STOP_RECOVERY, token);
    return found && asWaiting(await findRecovery(db, found.subject));
  }

  return {
    /** null: the link is spent, or the recovery is over. */
    show: (token: string) => find(database.queries, token),

    stop: (token: string, client: Client): Promise<StopResult | null> =>
      database.transaction(async (tx) => {
        const seen = await find(tx, token);
        if (seen === null) return null;
        await users.lock(tx, seen.user_id);
        const row = asWaiting(await lockRecovery(tx, seen.id));
        if (row === null) return null;
        if (wasHeld(row)) return { state: 'waiting', completesAt: row.completes_at };
        const now = clock.now();
        const userId = row.user_id;
        const completesAt = new Date(now.getTime() + PAUSE + row.wait_days * DAY);
        await updateRecovery(tx, row.id, { stopped_at: now, completes_at: completesAt });
        await history.recordEvent(tx, { kind: 'recovery-paused', userId, client, outcome: 'success' });
        const parameters = { why: 'paused', completesAt: completesAt.toISOString() } as const;
        await officialMail.notify(tx, { userId, mail: recoveryEndedMail, parameters });
        return { state: 'paused', completesAt };
      }),
  };
}
