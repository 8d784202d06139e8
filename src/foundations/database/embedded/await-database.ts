import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { SECOND } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import { NAME } from './initialise-cluster.ts';
import type { Postmaster } from './run-postmaster.ts';

const POLL_MS = 10;
const REPORT_MS = 5 * SECOND;
const NO_SUCH_DATABASE = '3D000';

/**
 * Resolves when the database answers; makes it if somebody dropped it. Refuses when the server ends instead.
 * Sets no limit of its own: after a crash, putting everything in order takes as long as it takes.
 */
export async function awaitDatabase(
  clusterFolder: string,
  connection: pg.ClientConfig,
  postmaster: Postmaster,
  log: Log,
): Promise<void> {
  for (let waited = 0; !isReady(clusterFolder); waited += POLL_MS) {
    const lastWords = await Promise.race([postmaster.ended, sleep(POLL_MS, null)]);
    if (lastWords !== null) throw new EmbeddedDatabaseError(`The embedded database does not start: ${lastWords}`);
    if (waited % REPORT_MS === 0 && waited > 0) log.info({}, 'still waiting for the embedded database');
  }
  try {
    await run(connection, 'SELECT');
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && error.code === NO_SUCH_DATABASE)) throw error;
    await run({ ...connection, database: 'postgres' }, `CREATE DATABASE ${NAME}`);
  }
}

/** The server writes its state into the eighth line; asking it by a connection would be logged as a failure. */
function isReady(clusterFolder: string): boolean {
  try {
    return readFileSync(path.join(clusterFolder, 'postmaster.pid'), 'utf8').split('\n')[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

async function run(connection: pg.ClientConfig, statement: string): Promise<void> {
  const client = new pg.Client(connection);
  client.on('error', () => {}); // What fails here fails the pending call as well.
  try {
    await client.connect();
    await client.query(statement);
  } finally {
    await client.end().catch(() => {});
  }
}
