import { spawn } from 'node:child_process';
import path from 'node:path';
import { PACKAGES, ROOT } from './folders.mjs';

const LONGEST_OUTPUT = 64 * 1024;
const PATIENCE_MS = 5000;
const running = new Set();

/**
 * Runs a command to its end and gives its exit code and, with `quiet`, what it printed. Never throws: a command that
 * cannot be started has the code 127. Programs of the packages are found, and those written for Node run with `node`.
 */
export function runCommand(command, args, { node = process.execPath, quiet = false, env = {} } = {}) {
  return new Promise((resolve) => {
    const paths = [path.dirname(node), path.join(PACKAGES, '.bin'), process.env.PATH ?? ''];
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, PATH: paths.join(path.delimiter), ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    running.add(child);
    let output = '';
    for (const stream of quiet ? [child.stdout, child.stderr] : []) {
      stream.setEncoding('utf8').on('data', (text) => {
        output = (output + text).slice(-LONGEST_OUTPUT);
      });
    }
    const end = (code) => {
      running.delete(child);
      resolve({ code, output });
    };
    child.once('error', (error) => {
      output += error.message;
      end(127);
    });
    child.once('close', (code) => end(code ?? 1));
  });
}

/** Ends what is running, so that a launcher asked to stop leaves nothing behind. */
export async function endCommands() {
  const ends = [...running].map((child) => new Promise((resolve) => child.once('close', resolve)));
  for (const child of running) child.kill('SIGTERM');
  const hard = setTimeout(() => {
    for (const child of running) child.kill('SIGKILL');
  }, PATIENCE_MS);
  await Promise.all(ends);
  clearTimeout(hard);
}
