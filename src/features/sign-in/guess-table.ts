import { type Database, type Queries, runStatement } from '../../foundations/database/index.ts';
import { FREE_MISSES } from './guess-rule.ts';

interface GuessRow {
  key: Buffer;
  misses: number;
  waits_until: Date | null;
  last_at: Date;
}

function table(db: Queries) {
  return db.withTables<{ guess_counters: GuessRow }>();
}

/**
 * Counts one try before it is evaluated, or refuses it, in one guarded statement: of any number of parallel tries
 * exactly as many pass as the limit allows. $1 key, $2 now, $3 most misses, $4 wait in seconds by misses.
 */
const ADVANCE = `
  insert into guess_counters as g (key, misses, waits_until, last_at)
  values ($1, 1, $2::timestamptz + ($4::int[])[1] * interval '1 second', $2)
  on conflict (key) do update
     set misses = g.misses + 1,
         waits_until = $2::timestamptz + ($4::int[])[least(g.misses + 1, cardinality($4::int[]))] * interval '1 second',
         last_at = $2
   where g.misses < $3 and (g.waits_until is null or g.waits_until <= $2)
  returning misses`;

export function prepareAdvance(
  database: Database,
): (key: Buffer, now: Date, mostMisses: number, waitSeconds: readonly number[]) => Promise<number | null> {
  const advance = database.statement<{ misses: number }>(ADVANCE);
  return async (key, now, mostMisses, waitSeconds) => {
    const [row] = await advance([key, now, mostMisses, waitSeconds]);
    return row?.misses ?? null;
  };
}

export async function findCounter(
  db: Queries,
  key: Buffer,
): Promise<{ misses: number; waitsUntil: Date | null } | null> {
  const row = await table(db)
    .selectFrom('guess_counters')
    .select(['misses', 'waits_until'])
    .where('key', '=', key)
    .executeTakeFirst();
  return row ? { misses: row.misses, waitsUntil: row.waits_until } : null;
}

export async function deleteCounter(db: Queries, key: Buffer): Promise<void> {
  await runStatement(db, 'delete from guess_counters where key = $1', [key]);
}

const TAKE_BACK = `
  update guess_counters
     set misses = misses - 1,
         waits_until = case when misses = $2 or misses <= $3 then null else waits_until end
   where key = $1 and misses > 0`;

/**
 * Unmakes the try that was the `nth`, with the wait it began: one that was over had let it pass. Where no more misses are left
 * than are free there is none either, in whatever order parallel tries are taken back.
 */
export async function takeBackOne(db: Queries, key: Buffer, nth: number): Promise<void> {
  await runStatement(db, TAKE_BACK, [key, nth, FREE_MISSES]);
}

export async function deleteOldCounters(db: Queries, before: Date): Promise<void> {
  await table(db).deleteFrom('guess_counters').where('last_at', '<', before).execute();
}
