import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { ROOT } from './folders.mjs';

/** Longer than the product gives its own requests to finish. */
const PATIENCE_MS = 30_000;
const FOLLOW = pathToFileURL(path.join(ROOT, 'scripts/stop-with-launcher.mjs')).href;

/**
 * Runs the product until it ends or `asked` resolves; then stops it in order. Gives the exit code of the launcher.
 * The product has a process group of its own: Ctrl-C reaches only the launcher, which passes it on exactly once.
 */
export async function runServer(node, asked, program = path.join(ROOT, 'dist/main.js')) {
  const child = spawn(node, ['--enable-source-maps', '--import', FOLLOW, program], {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, signal: error.message }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const first = await Promise.race([ended, asked]);
  if (typeof first === 'object') {
    if (first.signal)
      console.error(`Gatehouse ended unexpectedly (${first.signal}). npm start continues where it was.`);
    return first.code ?? 1;
  }
  child.kill('SIGTERM');
  const last = await Promise.race([ended, sleep(PATIENCE_MS, null, { ref: false })]);
  if (last === null) {
    console.error('Gatehouse does not stop; ending it the hard way. npm start continues where it was.');
    child.kill('SIGKILL');
    return 1;
  }
  // A signal here means that it was told to stop before it was ready to listen to that.
  return last.code ?? 0;
}
