import { runOnce, type TaskList } from 'graphile-worker';
import type pg from 'pg';
import { type Clock, SECOND } from '../clock.ts';
import {
  afterCommit,
  closePool,
  type Database,
  openPool,
  type Queries,
  runStatement,
  SILENCE_MS,
} from '../database/index.ts';
import type { Log } from '../log.ts';
import { describeFailure } from './describe-failure.ts';
import { CLOCK_SEARCH_PATH, followClock, stopClockAt } from './follow-clock.ts';
import { holdWorkerLock } from './hold-worker-lock.ts';
import type { AddOptions, Jobs, Payload, Task } from './jobs.ts';
import { type Draining, keepDraining } from './keep-draining.ts';
import { keepWorking } from './keep-working.ts';
import { type RecurringTask, scheduleRecurring } from './schedule-recurring.ts';
import { workerOptions } from './worker-options.ts';

const CONCURRENCY = 2;
/** Beside one for each job that runs: hearing of new jobs, the worker's lock, and one to spare. */
const OTHER_CONNECTIONS = 3;
const FREE_CRASHED_EVERY_MS = 15 * SECOND;
const STOP_PATIENCE_MS = 10 * SECOND;
const LOOK_EVERY_MS = 10 * SECOND;

const ADD = `
  select id from graphile_worker.add_job(
    $1, payload => $2::json, run_at => $3::timestamptz, max_attempts => $4::int, job_key => $5)`;

export interface JobsDependencies {
  database: Database;
  /** The queue's own connections, so that it never waits for those of requests. */
  connection: pg.PoolConfig;
  clock: Clock;
  log: Log;
  /** True for any clock but the system's: jobs then follow it when it is moved. */
  watchClock: boolean;
  /** How often to look for nodes that crashed. */
  freeCrashedEveryMs?: number;
  /** How long a stop waits for running jobs. */
  stopPatienceMs?: number;
}

export function createJobs(dependencies: JobsDependencies): Jobs {
  const { database, connection, clock, log, watchClock } = dependencies;
  const tasks: TaskList = {};
  const recurring: RecurringTask[] = [];
  const portions = new Map<string, () => Promise<boolean>>();
  const draining = new Map<string, Draining>();
  const undo: (() => Promise<void> | void)[] = [];

  function define(name: string, task: Task): void {
    if (name in tasks) throw new Error(`The job ${name} is defined twice.`);
    tasks[name] = async (given, { job }) => {
      const payload = given as Payload;
      const attempt = { number: job.attempts, last: job.attempts >= job.max_attempts };
      try {
        await task(payload, attempt);
      } catch (error) {
        const failure = describeFailure(error, payload);
        log[attempt.last ? 'error' : 'warn']({ job: name, id: job.id, attempt, failure }, 'a job failed');
        // The queue keeps the message in the database; the stack stays out of it.
        throw new Error(failure);
      }
    };
  }

  async function add(tx: Queries, name: string, payload: Payload, options: AddOptions = {}): Promise<void> {
    if (!(name in tasks)) throw new Error(`There is no job ${name}.`);
    // Without a moved clock the database's own now is taken: a node whose clock is ahead would make the job wait.
    const runAt = options.runAt ?? (watchClock ? dueInOrder(clock.now()) : null);
    const values = [name, JSON.stringify(payload), runAt, options.maxAttempts ?? null, options.key ?? null];
    await runStatement(tx, ADD, values);
  }

  const schedule = (): Promise<void> =>
    scheduleRecurring({ database, clock }, recurring, (tx, name) => add(tx, name, {}, { key: `every ${name}` }));

  function openWorkerPool(onProductClock: boolean): pg.Pool {
    return openPool({
      connection: { ...connection, query_timeout: SILENCE_MS },
      log,
      applicationName: 'gatehouse jobs',
      max: CONCURRENCY + OTHER_CONNECTIONS,
      ...(onProductClock && { searchPath: CLOCK_SEARCH_PATH }),
    });
  }

  async function stopDraining(): Promise<void> {
    const patienceMs = dependencies.stopPatienceMs ?? STOP_PATIENCE_MS;
    await Promise.all([...draining.values()].map((one) => one.stop(patienceMs)));
    draining.clear();
  }

  let added = 0;
  /**
   * A clock that stands still gives many jobs one instant, and the queue keeps no order among them: a second before, and a
   * microsecond later for each, so that they run as they were added.
   */
  function dueInOrder(now: Date): string {
    added = (added + 1) % 1_000_000;
    const second = new Date(now.getTime() - SECOND).toISOString().slice(0, -'.000Z'.length);
    return `${second}.${String(added).padStart(6, '0')}Z`;
  }

  return {
    define,
    add,
    every(name, intervalMs, run) {
      define(name, run);
      recurring.push({ name, intervalMs });
    },

    drain(name, portion) {
      if (portions.has(name)) throw new Error(`The work ${name} is defined twice.`);
      portions.set(name, portion);
    },

    wake(tx, name) {
      if (!portions.has(name)) throw new Error(`There is no work ${name}.`);
      afterCommit(tx, () => draining.get(name)?.wake());
    },

    async start() {
      if (undo.length > 0) throw new Error('The jobs run already.');
      const pool = openWorkerPool(watchClock);
      undo.push(() => closePool(pool));
      if (watchClock) undo.push(await followClock(pool, clock, log));
      const worker = await keepWorking({
        pool,
        tasks,
        concurrency: CONCURRENCY,
        freeCrashedEveryMs: dependencies.freeCrashedEveryMs ?? FREE_CRASHED_EVERY_MS,
        patienceMs: dependencies.stopPatienceMs ?? STOP_PATIENCE_MS,
        log,
      });
      undo.push(() => worker.stop());
      const lookEveryMs = watchClock ? SECOND : LOOK_EVERY_MS;
      for (const [name, portion] of portions) {
        draining.set(name, keepDraining({ name, portion, atOnce: CONCURRENCY, lookEveryMs, log }));
      }
      undo.push(stopDraining);
      undo.push(repeat(schedule, lookEveryMs, log));
    },

    async stop() {
      for (const step of undo.splice(0).reverse()) await step();
    },

    async runPending() {
      if (undo.length > 0) throw new Error('The jobs run already.');
      if (Object.keys(tasks).length > 0) await runQueue();
      for (const portion of portions.values()) while (await portion());
    },
  };

  async function runQueue(): Promise<void> {
    await schedule();
    const pool = openWorkerPool(true);
    const lock = holdWorkerLock(pool);
    try {
      await stopClockAt(pool, clock.now());
      await runOnce({ ...workerOptions({ pool, tasks, lock, log }), concurrency: 1 });
    } finally {
      lock.release();
      await closePool(pool);
    }
  }
}

/** Now and then every `everyMs`, never twice at once; a failure is logged and the next turn comes. */
function repeat(work: () => Promise<void>, everyMs: number, log: Log): () => Promise<void> {
  let busy = false;
  let current: Promise<void> = Promise.resolve();
  const turn = (): void => {
    if (busy) return;
    busy = true;
    current = work()
      .catch((error: Error) => log.warn({ error: error.message }, 'recurring jobs could not be scheduled'))
      .finally(() => {
        busy = false;
      });
  };
  turn();
  const timer = setInterval(turn, everyMs);
  return async () => {
    clearInterval(timer);
    await current;
  };
}
