import type { PoolClient } from 'pg';
import type { House } from './house.ts';

/**
 * Another transaction holds the row of the user with this address; `act` is what it does besides, as soon as the attempt
 * waits for it. Fails when the attempt never does.
 */
export async function whileUserIsHeld<T>(
  { database }: House,
  email: string,
  attempt: () => Promise<T>,
  act: (tx: PoolClient) => Promise<unknown>,
): Promise<T> {
  const tx = await database.pool.connect();
  try {
    await tx.query('begin');
    await tx.query('select 1 from users where email = $1 for no key update', [email]);
    let isOver = false;
    const outcome = attempt().finally(() => {
      isOver = true;
    });
    const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await database.pool.query(waits)).rowCount === 0) {
      if (isOver) throw new Error('it did not wait for the user’s row');
      await new Promise((done) => setTimeout(done, 5));
    }
    await act(tx);
    await tx.query('commit');
    return await outcome;
  } finally {
    tx.release();
  }
}
