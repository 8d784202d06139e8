import type pg from 'pg';
import { type Clock, SECOND } from '../clock.ts';
import type { Log } from '../log.ts';

/** First on the search path of the queue's connections when the product's clock is not the database's. */
export const CLOCK_SEARCH_PATH = 'product_clock, pg_catalog, public';

/** Differences below are the time between two readings. */
const SAME_MS = 500;

const SET_AHEAD = `
  update product_clock.reading set ahead_by = make_interval(secs => $1::float8 / 1000), stopped_at = null`;
const SET_STOPPED = 'update product_clock.reading set stopped_at = $1';

/** What the queue takes for now is exactly `now`, until told otherwise. */
export async function stopClockAt(pool: pg.Pool, now: Date): Promise<void> {
  await pool.query(SET_STOPPED, [now]);
}

/** Keeps what the queue takes for now within a second of the product's clock. Returns how to end it. */
export async function followClock(pool: pg.Pool, clock: Clock, log: Log): Promise<() => void> {
  let known: number | undefined;

  async function read(): Promise<void> {
    const aheadMs = clock.now().getTime() - Date.now();
    if (known !== undefined && Math.abs(aheadMs - known) < SAME_MS) return;
    await pool.query(SET_AHEAD, [aheadMs]);
    known = aheadMs;
  }

  await read();
  const timer = setInterval(() => {
    read().catch((error: Error) => log.warn({ error: error.message }, 'the job queue could not be told the time'));
  }, SECOND);
  return () => clearInterval(timer);
}
