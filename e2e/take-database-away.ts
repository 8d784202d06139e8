import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { connectionOf } from '../drills/running-product.ts';

/**
 * The embedded database goes on, but nobody reaches it: its socket has another name, and every connection is ended.
 * Gives what brings it back.
 */
export async function takeDatabaseAway(dataFolder: string): Promise<() => Promise<void>> {
  const socket = join(dataFolder, 'postgres/cluster/.s.PGSQL.5432');
  const client = new pg.Client(connectionOf(dataFolder));
  await client.connect();
  await rename(socket, `${socket}.away`);
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()',
  );
  await client.end();
  return () => rename(`${socket}.away`, socket);
}
