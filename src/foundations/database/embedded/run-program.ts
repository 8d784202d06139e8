import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Owner } from './choose-owner.ts';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';

/** The working folder is entered before the user changes: so a program reaches a folder below one only root may enter. */
export const DATA_ARGUMENT = process.platform === 'linux' ? '/proc/self/cwd' : '.';

/** Nothing of ours is inherited: the settings of the product hold secrets. */
export const PROGRAM_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC' };

/** Runs one program of the distribution to its end inside `cluster`; refuses with the program's last words. */
export function runProgram(
  program: string,
  args: string[],
  options: { cluster: string; owner: Owner | null; input?: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...options.owner,
      cwd: options.cluster,
      env: PROGRAM_ENVIRONMENT,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let words = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-2000);
    });
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) return resolve();
      reject(new EmbeddedDatabaseError(`${path.basename(program)} ended with ${signal ?? code}: ${words.trim()}`));
    });
  });
}
