import type pg from 'pg';
import { orDatabaseAway } from './database-away.ts';

/**
 * Runs `work` while no other node of this database does. Waits as long as it takes: another node may be migrating much data.
 * The lock belongs to the connection, which is closed afterwards, so neither an error nor a crash leaves it behind.
 */
export async function withStartLock(pool: pg.Pool, work: (client: pg.ClientBase) => Promise<void>): Promise<void> {
  let client: pg.PoolClient | undefined;
  try {
    client = await pool.connect();
    await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0');
    await client.query("select pg_advisory_lock(hashtextextended('gatehouse start', 0))");
    await work(client);
  } catch (error) {
    throw orDatabaseAway(error);
  } finally {
    client?.release(true);
  }
}
