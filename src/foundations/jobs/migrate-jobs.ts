import { runMigrations } from 'graphile-worker';
import { type Database, withStartLock } from '../database/index.ts';
import type { Log } from '../log.ts';
import { workerLogger } from './worker-logger.ts';

/** Brings the queue's own schema, `graphile_worker`, to this version's. Safe when several nodes start at once. */
export async function migrateJobs(database: Database, log: Log): Promise<void> {
  await withStartLock(database.pool, () => runMigrations({ pgPool: database.pool, logger: workerLogger(log) }));
}
