import type pg from 'pg';
import { reachEmbeddedPostgres } from '../foundations/database/embedded/index.ts';
import { type Database, openDatabase } from '../foundations/database/index.ts';
import { createLog, type Log } from '../foundations/log.ts';
import type { Settings } from '../settings.ts';

export interface OpenDatabase {
  database: Database;
  connection: pg.PoolConfig;
  log: Log;
}

/** Not the name of a node: a command does not count as one. */
const APPLICATION_NAME = 'gatehouse command';

/** Errors alone, beside what the command says: a database that stops with its command warns of its connections. */
const commandLog = (): Log => createLog({ level: 'error', write: (line) => process.stderr.write(line) });

/**
 * The database of this installation, whether or not the product runs, for as long as `work` takes. `mayMake`: an embedded
 * database that is not there yet is made; otherwise that is refused, since the folder is then the wrong one.
 */
export async function withDatabase<T>(
  settings: Settings,
  work: (open: OpenDatabase) => Promise<T>,
  { mayMake = false } = {},
): Promise<T> {
  const log = commandLog();
  const { databaseUrl } = settings.secrets;
  const embedded =
    databaseUrl === undefined ? await reachEmbeddedPostgres({ dataFolder: settings.dataDir, log, mayMake }) : null;
  try {
    const connection = {
      ...(embedded?.connection ?? { connectionString: databaseUrl }),
      application_name: APPLICATION_NAME,
    };
    const database = openDatabase({ connection, log, max: 4 });
    try {
      return await work({ database, connection, log });
    } finally {
      await database.close();
    }
  } finally {
    await embedded?.stop();
  }
}
