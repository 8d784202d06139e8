import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { CompleteRecovery } from './complete-recovery.ts';
import type { Users } from './doors.ts';
import type { EndRecovery } from './end-recovery.ts';
import type { LostThings } from './lost-thing.ts';
import type { NotifyWaiting } from './notify-waiting.ts';
import { nextNotice } from './recovery.ts';
import { asWaiting, listDue, lockRecovery, updateRecovery } from './recovery-table.ts';

const MOST_AT_ONCE = 500;

interface Deps {
  database: Database;
  clock: Clock;
  users: Pick<Users, 'lock' | 'findActive'>;
  lostThings: LostThings;
  complete: CompleteRecovery;
  endRecovery: EndRecovery;
  notifyWaiting: NotifyWaiting;
}

/**
 * The job that completes what has waited long enough and sends the day's notices. Each recovery is one transaction under
 * the locks on user and row, which are looked at again: two nodes, or a job run twice after a crash, do it once.
 */
export function createRunRecoveries(deps: Deps) {
  const { database, clock, users, lostThings, complete, endRecovery, notifyWaiting } = deps;

  async function runOne(tx: Queries, id: string, userId: string): Promise<void> {
    const live = await users.lock(tx, userId);
    const row = asWaiting(await lockRecovery(tx, id));
    const now = clock.now();
    if (row === null || (row.completes_at > now && row.next_notice_at > now)) return;
    const person = live?.state === 'active' ? await users.findActive(userId) : null;
    if (person === null || !(await lostThings[row.lost].isThere(tx, userId))) return endRecovery.end(tx, row, 'void');
    // The one freeze that holds it has moved its end; later ones hold nothing.
    if (row.completes_at <= now) {
      await complete(tx, { row, person, proofs: row.proofs });
      return;
    }
    if (row.next_notice_at > now) return;
    await updateRecovery(tx, id, { next_notice_at: nextNotice(row.next_notice_at, now) });
    await notifyWaiting(tx, row);
  }

  return async (): Promise<void> => {
    for (const { id, user_id } of await listDue(database.queries, clock.now(), MOST_AT_ONCE)) {
      await database.transaction((tx) => runOne(tx, id, user_id));
    }
  };
}
