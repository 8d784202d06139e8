import { EventEmitter } from 'node:events';
import type { WorkerEvents } from 'graphile-worker';
import type pg from 'pg';

/** A worker pool's lock; whether somebody holds it tells whether that worker pool is alive. */
export const WORKER_LOCK = "hashtextextended('gatehouse jobs ' || $1, 0)";

export interface WorkerLock {
  /** For the queue's options: hears of the worker pool's id before the pool takes its first job. */
  readonly events: WorkerEvents;
  /** For `forbiddenFlags`, asked before each job is taken: rejects while the lock is not held, so that none is taken. */
  untilHeld(): Promise<null>;
  release(): void;
}

/**
 * A killed worker pool leaves its jobs locked, and the queue would wait four hours. So each pool holds a lock that dies
 * with its connection: when it is free, the pool is dead and its jobs may be given to others.
 */
export function holdWorkerLock(pool: pg.Pool): WorkerLock {
  const events: WorkerEvents = new EventEmitter();
  let client: pg.PoolClient | undefined;
  let held: Promise<unknown> = Promise.reject(new Error('There is no worker pool yet.'));
  held.catch(() => {});

  async function take(workerPoolId: string): Promise<void> {
    client = await pool.connect();
    client.once('error', (error) => {
      held = Promise.reject(error);
      held.catch(() => {});
    });
    await client.query(`select pg_advisory_lock(${WORKER_LOCK})`, [workerPoolId]);
  }

  events.on('pool:create', ({ workerPool }) => {
    held = take(workerPool.id);
    // Whoever asks for it learns of the failure.
    held.catch(() => {});
  });

  return {
    events,
    async untilHeld() {
      await held;
      return null;
    },
    release() {
      client?.release(true);
      client = undefined;
    },
  };
}
