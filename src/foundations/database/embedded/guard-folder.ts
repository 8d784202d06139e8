import { statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FolderInUse } from './embedded-database-error.ts';

export interface FolderGuard {
  release(): Promise<void>;
}

const RETRY_MS = 100;

/** A name for the folder itself, the same by whatever path it is reached, different from its copies. */
export function identify(folder: string): string {
  const { dev, ino } = statSync(folder);
  return `gatehouse-${dev}-${ino}`;
}

/**
 * Holds the folder for this process alone; the system lets go of it when the process dies, however it dies.
 * Waits up to `patienceMs` for an earlier holder that is about to stop, then refuses.
 * Sees holders in the same network namespace only.
 */
export async function guardFolder(folder: string, patienceMs: number): Promise<FolderGuard> {
  const address = guardAddress(identify(folder));
  for (let waited = 0; ; waited += RETRY_MS) {
    const server = await listen(address);
    if (server) return { release: () => new Promise((resolve) => server.close(() => resolve())) };
    if (!address.startsWith('\0') && !(await answersAt(address))) await rm(address, { force: true });
    if (waited >= patienceMs) {
      throw new FolderInUse(
        `Another Gatehouse is running with the data folder ${folder}. Stop it first, or give this one a folder of its own in DATA_DIR.`,
      );
    }
    await sleep(RETRY_MS);
  }
}

/** True when something accepts connections at the unix socket `address`. */
export function answersAt(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.connect(address);
    probe.once('error', () => resolve(false));
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
  });
}

/** Linux has sockets without a file, which cannot be left behind. */
function guardAddress(name: string): string {
  return process.platform === 'linux' ? `\0${name}` : path.join(os.tmpdir(), `${name}.lock`);
}

function listen(address: string): Promise<net.Server | null> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((visitor) => visitor.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen({ path: address, exclusive: true }, () => {
      server.unref();
      resolve(server);
    });
  });
}
