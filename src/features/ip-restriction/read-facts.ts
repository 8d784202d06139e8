import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Owner } from './address-list.ts';
import type { History } from './doors.ts';
import type { Facts, State } from './ip-restriction-page.tsx';
import { listEntries } from './list-table.ts';
import { replaySignIns } from './replay-sign-ins.ts';
import { isProvisional, listInForce } from './restriction.ts';
import { type RestrictionRow, restrictionOf } from './restriction-table.ts';

interface Deps {
  database: Database;
  clock: Clock;
  history: Pick<History, 'listSignIns'>;
  findRestriction(owner: Owner): Promise<RestrictionRow | null>;
  backupCodes: { left(db: Queries, userId: string): Promise<number | null> };
}

/** How things stand, for the overview. */
export type Standing = Pick<Facts, 'state' | 'reverted'>;

/** What the pages show. Reading changes nothing: a list past its deadline is shown as taken back, whoever tidies up. */
export function createReadFacts({ database, clock, history, findRestriction, backupCodes }: Deps) {
  const db = database.queries;

  return {
    async facts(userId: string): Promise<Facts> {
      const now = clock.now();
      const row = await findRestriction({ kind: 'user', id: userId });
      const restriction = row && restrictionOf(row);
      const inForce = restriction && listInForce(restriction, now);
      const isOnTrial = restriction !== null && isProvisional(restriction, now);
      return {
        ...standingOf(row, now),
        entries: await listEntries(db, inForce ?? row?.watched_list ?? null),
        revertsAt: isOnTrial ? restriction.revertsAt : null,
        watch: row && (await watchOf(userId, row, now)),
        hasBackupCodes: ((await backupCodes.left(db, userId)) ?? 0) > 0,
      };
    },

    async standing(userId: string): Promise<Standing> {
      return standingOf(await findRestriction({ kind: 'user', id: userId }), clock.now());
    },
  };

  async function watchOf(userId: string, row: RestrictionRow, now: Date): Promise<Facts['watch']> {
    const { watched_list, watched_since, watched_until } = row;
    if (watched_list === null || watched_since === null || watched_until === null) return null;
    const to = watched_until < now ? watched_until : now;
    const signIns = (await history.listSignIns(userId, watched_since)).filter(({ at }) => at <= to);
    const ranges = (await listEntries(db, watched_list)).map(({ range }) => range);
    const replay = replaySignIns(signIns, ranges, { from: watched_since, to });
    return { until: watched_until, isOver: watched_until <= now, replay };
  }
}

export function standingOf(row: RestrictionRow | null, now: Date): Standing {
  if (row === null) return { state: 'off', reverted: false };
  const restriction = restrictionOf(row);
  if (isProvisional(restriction, now)) return { state: 'provisional', reverted: false };
  const reverted = row.provisional_list !== null || row.reverted_at !== null;
  const otherwise: State = row.watched_list === null ? 'off' : 'watching';
  return { state: listInForce(restriction, now) === null ? otherwise : 'active', reverted };
}
