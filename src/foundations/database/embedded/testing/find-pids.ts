import { readdirSync, readFileSync } from 'node:fs';
import { identify } from '../guard-folder.ts';

/** Every process of the folder's database, found independently of the code under test. */
export function findPids(dataFolder: string): number[] {
  const name = identify(dataFolder);
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && readTitle(entry).includes(name))
    .map(Number);
}

function readTitle(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** For the end of a test: whatever of this folder's database still runs. */
export function endDatabase(dataFolder: string): void {
  for (const pid of findPids(dataFolder)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
}
