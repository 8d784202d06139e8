import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';

export interface SocketFolder {
  path: string;
  close(): void;
}

/** What the system leaves for a socket address, without the closing zero. */
const LONGEST_ADDRESS = process.platform === 'linux' ? 107 : 103;

/** The folder of the database's socket under a name short enough to connect to; `close` ends that name. */
export function reachSocketFolder(folder: string): SocketFolder {
  if (Buffer.byteLength(path.join(folder, '.s.PGSQL.5432')) <= LONGEST_ADDRESS)
    return { path: folder, close: () => {} };
  if (process.platform !== 'linux') {
    throw new EmbeddedDatabaseError(`The path ${folder} is too long for a database socket. Choose a shorter DATA_DIR.`);
  }
  const descriptor = openSync(folder, 'r');
  return { path: `/proc/${process.pid}/fd/${descriptor}`, close: () => closeSync(descriptor) };
}
