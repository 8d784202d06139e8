import { type Clock, DAY } from '../../foundations/clock.ts';
import { type Database, type Queries, runStatement } from '../../foundations/database/index.ts';

const MONTHS_AHEAD = 3;
const DROP_WAIT_MS = 1_000;

export interface Partitions {
  /** Before every write: the month of `at` has its partition. Free once this node has seen it. */
  ready(db: Queries, at: Date): Promise<void>;
  /** Daily: three months ahead. */
  ensureAhead(): Promise<void>;
  /** Every month between the two, for filling in a past. */
  ensure(from: Date, to: Date): Promise<void>;
  /** Removes the months that ended before `cutoff`, rows and all. */
  dropBefore(cutoff: Date): Promise<void>;
}

const ENSURE = 'select ensure_login_events_partition($1::date) as made';
const LIST = `select relid::text as name from pg_partition_tree('login_events') where isleaf order by name`;

export function createPartitions({ database, clock }: { database: Database; clock: Clock }): Partitions {
  /** Partitions that are committed. A cache of facts of the database: another node's drop is of months long past. */
  const seen = new Set<string>();

  async function make(db: Queries, month: string): Promise<void> {
    if (seen.has(month)) return;
    const [row] = await runStatement<{ made: boolean }>(db, ENSURE, [month]);
    // What this very transaction made is not there for others yet, and may be rolled back.
    if (row?.made === false) seen.add(month);
  }

  async function ensure(from: Date, to: Date): Promise<void> {
    for (let at = from; monthOf(at) <= monthOf(to); at = nextMonth(at)) await make(database.queries, monthOf(at));
  }

  return {
    ready: (db, at) => make(db, monthOf(at)),
    ensure,
    ensureAhead: () => ensure(clock.now(), new Date(clock.now().getTime() + MONTHS_AHEAD * 31 * DAY)),
    async dropBefore(cutoff) {
      const current = `login_events_${monthOf(cutoff).slice(0, 7).replace('-', '_')}`;
      for (const { name } of await runStatement<{ name: string }>(database.queries, LIST)) {
        if (!/^login_events_\d{4}_\d{2}$/.test(name) || name >= current) continue;
        await database.transaction(async (tx) => {
          // Dropping stops all readers for a moment; if they are slow to end, tomorrow will do.
          await runStatement(tx, `set local lock_timeout = ${DROP_WAIT_MS}`);
          await runStatement(tx, `drop table ${name}`);
        });
        seen.clear();
      }
    },
  };
}

/** The first day, in UTC, of the month that `at` is in. */
function monthOf(at: Date): string {
  return `${at.toISOString().slice(0, 7)}-01`;
}

function nextMonth(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
}
