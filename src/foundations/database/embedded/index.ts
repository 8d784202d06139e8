import { chmodSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { SECOND } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { awaitDatabase } from './await-database.ts';
import { chooseOwner, handOver, type Owner } from './choose-owner.ts';
import { type Cluster, clearOrphans } from './clear-orphans.ts';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import { explainFailure } from './explain-failure.ts';
import { type Binaries, findBinaries } from './find-binaries.ts';
import { type FolderGuard, guardFolder, identify } from './guard-folder.ts';
import { initialiseCluster, NAME } from './initialise-cluster.ts';
import { keepRunning } from './keep-running.ts';
import { reachBinaries } from './reach-binaries.ts';
import { reachSocketFolder } from './reach-socket.ts';
import { runPostmaster } from './run-postmaster.ts';

export { reachEmbeddedPostgres } from './reach-embedded-postgres.ts';
export { EmbeddedDatabaseError };

export interface EmbeddedPostgres {
  /** Stays valid when the server had to be started again. */
  connection: pg.PoolConfig;
  /** Ends the server; end your pools first, or their statements fail. May be called twice. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Made if missing; the database lives in its subfolder `postgres`. */
  dataFolder: string;
  log: Log;
  /** False only in tests: a crash of the machine may then lose what was confirmed. */
  durable?: boolean;
  /** How long to wait for an earlier holder of the folder that is about to stop. */
  patienceMs?: number;
}

/**
 * Runs a real PostgreSQL in `dataFolder`, reachable by a unix socket there and by nothing else, and keeps it running.
 * Refuses, with what to do, a folder that another instance uses or that belongs to another system user.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataFolder = path.resolve(options.dataFolder);
  try {
    const binaries = await findBinaries();
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    const guard = await guardFolder(dataFolder, options.patienceMs ?? 5 * SECOND);
    return await startGuarded(dataFolder, binaries, guard, options).catch(async (error) => {
      await guard.release();
      throw error;
    });
  } catch (error) {
    throw explainFailure(error, dataFolder);
  }
}

async function startGuarded(
  dataFolder: string,
  binaries: Binaries,
  guard: FolderGuard,
  { log, durable = true }: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  await initialiseCluster(dataFolder, binaries, durable, log);
  const folder = path.join(dataFolder, 'postgres/cluster');
  const owner = chooseOwner(folder);
  secure(dataFolder, folder, owner);
  const socket = reachSocketFolder(folder);
  const cluster: Cluster = { folder, socketFolder: socket.path, name: identify(dataFolder), owner };
  const connection = {
    host: socket.path,
    port: 5432,
    user: NAME,
    database: NAME,
    password: readFileSync(path.join(dataFolder, 'postgres/password'), 'utf8'),
  };
  try {
    const server = await keepRunning(async () => {
      await clearOrphans(cluster, log);
      const postmaster = runPostmaster(reachBinaries(binaries, owner).folder, cluster, durable, log);
      await awaitDatabase(folder, connection, postmaster, log).catch(async (error) => {
        await postmaster.stop();
        throw error;
      });
      return postmaster;
    }, log);
    let stopped: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      await server.stop();
      socket.close();
      await guard.release();
    };
    return { connection, stop: () => (stopped ??= stop()) };
  } catch (error) {
    socket.close();
    throw error;
  }
}

/** A restored backup may belong to another user or be open to others; PostgreSQL refuses both. */
function secure(dataFolder: string, folder: string, owner: Owner | null): void {
  // The folder itself is handed over last, so an interrupted hand-over is made good.
  if (owner && statSync(folder).uid !== owner.uid) handOver(folder, owner);
  chmodSync(folder, 0o700);
  chmodSync(path.join(dataFolder, 'postgres'), 0o700);
  chmodSync(path.join(dataFolder, 'postgres/password'), 0o600);
}
