import type pg from 'pg';
import { WORKER_LOCK } from './hold-worker-lock.ts';

const DEAD = `
  select id from (select distinct locked_by as id from graphile_worker.jobs where locked_by is not null) as workers
  where pg_try_advisory_xact_lock(${WORKER_LOCK.replace('$1', 'id')})`;
const USED_UP = `
  select id from graphile_worker.jobs where locked_by = any($1::text[]) and attempts >= max_attempts`;
const UNLOCK = 'select graphile_worker.force_unlock_workers($1::text[])';
const ONE_MORE = `
  select graphile_worker.reschedule_jobs(array[id], attempts => max_attempts - 1)
  from graphile_worker.jobs where id = any($1::bigint[])`;

/**
 * Gives the jobs of dead worker pools back, so that a crash delays a job by seconds. A crash never uses up the last
 * attempt: the task that was to learn of it never did. Returns the dead pools' ids.
 */
export async function freeCrashedJobs(pool: pg.Pool): Promise<string[]> {
  const client = await pool.connect();
  let failed = true;
  try {
    await client.query('begin');
    const dead = (await client.query<{ id: string }>(DEAD)).rows.map(({ id }) => id);
    if (dead.length > 0) {
      const usedUp = (await client.query<{ id: number }>(USED_UP, [dead])).rows.map(({ id }) => id);
      await client.query(UNLOCK, [dead]);
      await client.query(ONE_MORE, [usedUp]);
    }
    await client.query('commit');
    failed = false;
    return dead;
  } finally {
    client.release(failed);
  }
}
