import { setTimeout as sleep } from 'node:timers/promises';
import { type Runner, run, type TaskList, type WorkerPool } from 'graphile-worker';
import type pg from 'pg';
import { SECOND } from '../clock.ts';
import type { Log } from '../log.ts';
import { freeCrashedJobs } from './free-crashed-jobs.ts';
import { holdWorkerLock } from './hold-worker-lock.ts';
import { workerOptions } from './worker-options.ts';

const RETRY_MS = SECOND;

export interface Worker {
  /** Waits for running jobs, up to `patienceMs`, then gives them back. */
  stop(): Promise<void>;
}

/**
 * Runs the queue's worker and starts it anew whenever it ends by itself: it does when a job finishes while the database is
 * away. Resolves after the first start, whether it worked or not.
 */
export async function keepWorking(options: {
  pool: pg.Pool;
  tasks: TaskList;
  concurrency: number;
  freeCrashedEveryMs: number;
  patienceMs: number;
  log: Log;
}): Promise<Worker> {
  const { pool, log } = options;
  const stopping = new AbortController();
  const firstStart = Promise.withResolvers<void>();
  let runner: Runner | undefined;
  let workers: WorkerPool | undefined;

  async function runOnce(): Promise<void> {
    await sweep();
    const lock = holdWorkerLock(pool);
    lock.events.once('pool:create', ({ workerPool }) => {
      workers = workerPool;
    });
    try {
      const running = await run({
        ...workerOptions({ pool, tasks: options.tasks, lock, log }),
        concurrency: options.concurrency,
      });
      runner = running;
      // Begin afresh rather than trust a worker that has met a database it could not ask; once it has dealt with the error.
      const restart = (): void => void running.stop('no job could be fetched').catch(() => {});
      lock.events.once('worker:getJob:error', () => void setImmediate(restart));
      lock.untilHeld().then(() => firstStart.resolve(), restart);
      if (stopping.signal.aborted) await running.stop();
      await running.promise;
    } finally {
      runner = undefined;
      lock.release();
    }
  }

  async function sweep(): Promise<void> {
    const dead = await freeCrashedJobs(pool);
    if (dead.length > 0) log.warn({ workers: dead.length }, 'jobs of crashed workers were given back');
  }

  async function loop(): Promise<void> {
    let troubled = false;
    while (!stopping.signal.aborted) {
      try {
        await runOnce();
        troubled = false;
      } catch (error) {
        // Once for each trouble, not once a second.
        if (!troubled) log.warn({ error: (error as Error).message }, 'jobs wait: the worker could not start or go on');
        troubled = true;
      }
      firstStart.resolve();
      await sleep(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  const ended = loop();
  const sweeping = setInterval(() => {
    sweep().catch((error: Error) => log.warn({ error: error.message }, 'crashed workers could not be looked for'));
  }, options.freeCrashedEveryMs);
  await firstStart.promise;

  return {
    async stop() {
      stopping.abort();
      clearInterval(sweeping);
      runner?.stop().catch(() => {});
      const patience = new AbortController();
      // The runner's own `kill` does nothing once a stop has begun.
      const giveBack = sleep(options.patienceMs, undefined, { signal: patience.signal })
        .then(() => workers?.forcefulShutdown('The job did not end before its node was stopped.'))
        .catch(() => {});
      await ended;
      patience.abort();
      await giveBack;
    },
  };
}
