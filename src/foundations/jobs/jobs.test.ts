import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../clock.ts';
import { runStatement } from '../database/index.ts';
import { silentLog } from '../log.ts';
import { createJobs } from './create-jobs.ts';
import type { Attempt, Jobs, Payload } from './jobs.ts';

const database = await openTestDatabase();
let now: Date;
let jobs: Jobs;
let ran: { payload: Payload; attempt: Attempt }[];

function openJobs(): Jobs {
  const { connection } = database;
  return createJobs({ database, connection, clock: { now: () => now }, log: silentLog, watchClock: true });
}

beforeEach(() => {
  now = new Date('2026-01-15T12:00:00Z');
  ran = [];
  jobs = openJobs();
  jobs.define('note', async (payload, attempt) => {
    ran.push({ payload, attempt });
  });
});

afterEach(async () => {
  await jobs.stop();
  await database.pool.query('delete from graphile_worker._private_jobs; delete from recurring_tasks');
});

function pass(ms: number): void {
  now = new Date(now.getTime() + ms);
}

const notes = (): unknown[] => ran.map(({ payload }) => payload.n);

test('a job whose transaction commits runs once', async () => {
  await database.transaction((tx) => jobs.add(tx, 'note', { n: 1, nested: { list: ['é', 2, null] } }));
  await jobs.runPending();
  await jobs.runPending();
  expect(ran).toEqual([{ payload: { n: 1, nested: { list: ['é', 2, null] } }, attempt: { number: 1, last: false } }]);
});

test('a job whose transaction rolls back never ran', async () => {
  const failing = database.transaction(async (tx) => {
    await jobs.add(tx, 'note', { n: 1 });
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  await jobs.runPending();
  expect(ran).toEqual([]);
});

test('a job waits for its time on the clock of the product, to the millisecond', async () => {
  for (const ms of [-DAY, 0, 1, 2 * HOUR]) {
    await jobs.add(database.queries, 'note', { n: ms }, { runAt: new Date(now.getTime() + ms) });
  }
  await jobs.runPending();
  expect(notes()).toEqual([-DAY, 0]);
  pass(1);
  await jobs.runPending();
  expect(notes()).toEqual([-DAY, 0, 1]);
  pass(2 * HOUR - 2);
  await jobs.runPending();
  expect(notes()).toEqual([-DAY, 0, 1]);
  pass(1);
  await jobs.runPending();
  expect(notes()).toEqual([-DAY, 0, 1, 2 * HOUR]);
});

test('the clock stands still while due jobs run: none becomes due by the time that running takes', async () => {
  jobs.define('slow', () => new Promise((resolve) => setTimeout(resolve, 60)));
  await jobs.add(database.queries, 'slow', {});
  await jobs.add(database.queries, 'note', { n: 'later' }, { runAt: new Date(now.getTime() + 10) });
  await jobs.runPending();
  expect(ran).toEqual([]);
});

test('jobs that jobs add run in the same go, unless they are for later', async () => {
  jobs.define('chain', async () => {
    await jobs.add(database.queries, 'note', { n: 'next' });
    await jobs.add(database.queries, 'note', { n: 'in a minute' }, { runAt: new Date(now.getTime() + MINUTE) });
  });
  await jobs.add(database.queries, 'chain', {});
  await jobs.runPending();
  expect(notes()).toEqual(['next']);
});

test('a job that fails is tried again later and later, and told when it is for the last time', async () => {
  const attempts: Attempt[] = [];
  jobs.define('fail', async (_, attempt) => {
    attempts.push(attempt);
    throw new Error('no luck');
  });
  await jobs.add(database.queries, 'fail', {}, { maxAttempts: 3 });
  await jobs.runPending();
  await jobs.runPending();
  expect(attempts).toEqual([{ number: 1, last: false }]);
  pass(3 * SECOND);
  await jobs.runPending();
  pass(7 * SECOND);
  await jobs.runPending();
  expect(attempts).toHaveLength(2);
  pass(SECOND);
  await jobs.runPending();
  pass(DAY);
  await jobs.runPending();
  expect(attempts).toEqual([
    { number: 1, last: false },
    { number: 2, last: false },
    { number: 3, last: true },
  ]);
});

test('a job with the key of a waiting one takes its place, time included', async () => {
  const soon = { key: 'fold', runAt: new Date(now.getTime() + MINUTE) };
  await jobs.add(database.queries, 'note', { n: 1 }, soon);
  await jobs.add(database.queries, 'note', { n: 2 }, { ...soon, runAt: new Date(now.getTime() + HOUR) });
  pass(MINUTE);
  await jobs.runPending();
  expect(ran).toEqual([]);
  pass(HOUR);
  await jobs.runPending();
  expect(notes()).toEqual([2]);
});

test('a name that nobody defined is refused when it is added, and a name is defined once', async () => {
  await expect(jobs.add(database.queries, 'nobody', {})).rejects.toThrow('There is no job nobody.');
  expect(() => jobs.define('note', async () => {})).toThrow('defined twice');
  expect(() => jobs.every('note', HOUR, async () => {})).toThrow('defined twice');
});

test('a recurring task runs when its time has passed since its last run, not sooner', async () => {
  let runs = 0;
  jobs.every('tidy', HOUR, async () => {
    runs += 1;
  });
  await jobs.runPending();
  expect(runs).toBe(1);
  pass(HOUR - 1);
  await jobs.runPending();
  expect(runs).toBe(1);
  pass(1);
  await jobs.runPending();
  expect(runs).toBe(2);
  pass(10 * DAY);
  await jobs.runPending();
  expect(runs).toBe(3);
});

test('over all nodes a recurring task runs once', async () => {
  let runs = 0;
  const nodes = Array.from({ length: 6 }, openJobs);
  for (const node of nodes) {
    node.every('tidy', HOUR, async () => {
      runs += 1;
    });
  }
  await Promise.all(nodes.map((node) => node.runPending()));
  expect(runs).toBe(1);
  pass(HOUR);
  await Promise.all(nodes.map((node) => node.runPending()));
  expect(runs).toBe(2);
});

test('a recurring task that fails is tried again, and its next turn replaces the failing one', async () => {
  let runs = 0;
  jobs.every('tidy', HOUR, async () => {
    runs += 1;
    throw new Error('no luck');
  });
  await jobs.runPending();
  pass(3 * SECOND);
  await jobs.runPending();
  expect(runs).toBe(2);
  pass(HOUR);
  await jobs.runPending();
  expect(runs).toBe(3);
  expect(await runStatement(database.queries, 'select count(*) as count from graphile_worker.jobs')).toEqual([
    { count: 1 },
  ]);
});

test('a clock that is set back after a drill does not put recurring tasks to sleep', async () => {
  let runs = 0;
  jobs.every('tidy', HOUR, async () => {
    runs += 1;
  });
  pass(400 * DAY);
  await jobs.runPending();
  pass(-400 * DAY);
  await jobs.runPending();
  expect(runs).toBe(2);
});
