import { type ChildProcessByStdio, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Cluster } from './clear-orphans.ts';
import { DATA_ARGUMENT, PROGRAM_ENVIRONMENT } from './run-program.ts';
import { serverArguments } from './server-settings.ts';

export interface Postmaster {
  /** Resolves when it has ended, for whatever reason, with what it said last. */
  readonly ended: Promise<string>;
  /** Ends connections and writes everything out; harder means follow only if that hangs. */
  stop(): Promise<void>;
}

/** Each signal stops harder than the one before: fast shutdown, immediate shutdown, kill. */
const STOPS = [
  ['SIGINT', 20 * SECOND],
  ['SIGQUIT', 5 * SECOND],
  ['SIGKILL', 5 * SECOND],
] as const;

/** Starts the server process; it does not answer yet. It has its own process group, so Ctrl-C reaches only us. */
export function runPostmaster(binariesFolder: string, cluster: Cluster, durable: boolean, log: Log): Postmaster {
  const child = spawn(
    path.join(binariesFolder, 'bin/postgres'),
    ['-D', DATA_ARGUMENT, ...serverArguments(cluster.name, durable)],
    {
      ...cluster.owner,
      cwd: cluster.folder,
      env: PROGRAM_ENVIRONMENT,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const ended = watch(child, log);
  // Whatever way this process ends by itself, the database is told to stop.
  const stopWithUs = (): boolean => child.kill('SIGINT');
  process.once('exit', stopWithUs);
  void ended.finally(() => process.off('exit', stopWithUs));
  return {
    ended,
    async stop() {
      for (const [signal, patienceMs] of STOPS) {
        child.kill(signal);
        const giveUp = new AbortController();
        const timeout = sleep(patienceMs, 'hangs', { signal: giveUp.signal }).catch(() => 'ended');
        if ((await Promise.race([ended.then(() => 'ended'), timeout])) === 'ended') return giveUp.abort();
        log.warn({ signal }, 'the embedded database does not stop');
      }
    },
  };
}

function watch(child: ChildProcessByStdio<null, null, Readable>, log: Log): Promise<string> {
  let lastWords = '';
  createInterface({ input: child.stderr }).on('line', (line) => {
    lastWords = `${lastWords}\n${line}`.slice(-1000);
    log.warn({ line }, 'the embedded database says');
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => {
      // What it wrote last may still be on its way.
      setTimeout(() => resolve(`${lastWords.trim()} (ended with ${signal ?? code})`.trim()), 10);
    });
  });
}
