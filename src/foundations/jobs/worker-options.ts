import type { RunnerOptions, TaskList } from 'graphile-worker';
import type pg from 'pg';
import type { Log } from '../log.ts';
import type { WorkerLock } from './hold-worker-lock.ts';
import { workerLogger } from './worker-logger.ts';

/** What every way of running the queue has in common. */
export function workerOptions(options: { pool: pg.Pool; tasks: TaskList; lock: WorkerLock; log: Log }): RunnerOptions {
  return {
    pgPool: options.pool,
    taskList: options.tasks,
    events: options.lock.events,
    forbiddenFlags: () => options.lock.untilHeld(),
    logger: workerLogger(options.log),
    // The process has its own signal handlers; the queue's would end it before the requests have.
    noHandleSignals: true,
    // Absent, it looks for a file named crontab in the folder the process was started in.
    parsedCronItems: [],
    // Without these, a job that ends while the database is away is an unhandled rejection, which ends the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  };
}
