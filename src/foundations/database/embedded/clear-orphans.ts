import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Owner } from './choose-owner.ts';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import { findProcesses, type ServerProcess } from './find-processes.ts';
import { answersAt } from './guard-folder.ts';

/** `socketFolder` is `folder` under a name short enough for a socket address. */
export interface Cluster {
  folder: string;
  socketFolder: string;
  name: string;
  owner: Owner | null;
}

const POLL_MS = 25;
/** A backend notices the death of its postmaster when it waits; a busy one would go on writing. */
const BUSY_BACKEND_MS = 500;
const FAST_STOP_MS = 10 * SECOND;
const KILL_MS = 5 * SECOND;

/**
 * Ends what an earlier, killed start left running in this folder, and removes the lock files it left.
 * Only for the holder of the folder's guard.
 */
export async function clearOrphans(cluster: Cluster, log: Log): Promise<void> {
  await endOrphans(cluster.name, cluster.owner, log);
  await removeLockFiles(cluster);
}

/** An orphan is stopped, never adopted: its settings may be another version's. */
export async function endOrphans(clusterName: string, owner: Owner | null, log: Log): Promise<void> {
  const orphans = findProcesses(clusterName, owner);
  if (orphans.length === 0) return;
  log.warn({ processes: orphans.length }, 'ending what an earlier start of the database left running');
  const postmasters = orphans.filter(({ isPostmaster }) => isPostmaster);
  signal(postmasters, 'SIGINT');
  if (await allGone(clusterName, owner, postmasters.length > 0 ? FAST_STOP_MS : BUSY_BACKEND_MS)) return;
  signal(findProcesses(clusterName, owner), 'SIGKILL');
  if (await allGone(clusterName, owner, KILL_MS)) return;
  throw new EmbeddedDatabaseError('A database process of an earlier start cannot be ended. Restart the machine.');
}

async function allGone(clusterName: string, owner: Owner | null, withinMs: number): Promise<boolean> {
  for (let waited = 0; waited <= withinMs; waited += POLL_MS) {
    if (findProcesses(clusterName, owner).length === 0) return true;
    await sleep(POLL_MS);
  }
  return false;
}

function signal(processes: ServerProcess[], name: NodeJS.Signals): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, name);
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

/** Whatever still answers at the socket lives outside our view, for instance in another container with the same folder. */
async function removeLockFiles({ folder, socketFolder }: Cluster): Promise<void> {
  if (await answersAt(path.join(socketFolder, '.s.PGSQL.5432'))) {
    throw new EmbeddedDatabaseError(
      `A database that this machine does not show is running in ${folder}; is the folder shared with another container?`,
    );
  }
  for (const name of ['postmaster.pid', '.s.PGSQL.5432', '.s.PGSQL.5432.lock']) {
    rmSync(path.join(folder, name), { force: true });
  }
}
