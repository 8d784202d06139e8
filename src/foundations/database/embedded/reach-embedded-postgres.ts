import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../log.ts';
import { EmbeddedDatabaseError, FolderInUse } from './embedded-database-error.ts';
import { explainFailure } from './explain-failure.ts';
import { answersAt } from './guard-folder.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './index.ts';
import { NAME } from './initialise-cluster.ts';
import { reachSocketFolder } from './reach-socket.ts';

const POLL_MS = 100;
/** A product that has the folder and is still starting. */
const PATIENCE_MS = 30_000;

/**
 * The database in `dataFolder` for a command beside the product: the running one when the product runs, else one that is
 * started for the command and ends with `stop`. A folder that holds none is refused, since a mistyped path must not make
 * one, unless `mayMake`.
 */
export async function reachEmbeddedPostgres(options: {
  dataFolder: string;
  log: Log;
  mayMake?: boolean;
}): Promise<EmbeddedPostgres> {
  const dataFolder = path.resolve(options.dataFolder);
  if (options.mayMake !== true && !existsSync(path.join(dataFolder, 'postgres'))) {
    throw new EmbeddedDatabaseError(
      `There is no database in ${dataFolder}. Run this in the folder that the product runs in, with the same settings ` +
        '(DATA_DIR or DATABASE_URL).',
    );
  }
  try {
    return await startEmbeddedPostgres({ dataFolder, log: options.log, patienceMs: 0 });
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    return connectToRunning(dataFolder);
  }
}

async function connectToRunning(dataFolder: string): Promise<EmbeddedPostgres> {
  try {
    const socket = reachSocketFolder(path.join(dataFolder, 'postgres/cluster'));
    const password = readFileSync(path.join(dataFolder, 'postgres/password'), 'utf8');
    for (let waited = 0; !(await answersAt(path.join(socket.path, '.s.PGSQL.5432'))); waited += POLL_MS) {
      if (waited >= PATIENCE_MS) throw new EmbeddedDatabaseError(`The database in ${dataFolder} does not answer.`);
      await sleep(POLL_MS);
    }
    return {
      connection: { host: socket.path, port: 5432, user: NAME, database: NAME, password },
      stop: async () => socket.close(),
    };
  } catch (error) {
    throw explainFailure(error, dataFolder);
  }
}
