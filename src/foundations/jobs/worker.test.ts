import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { openDatabaseLink } from '../../../test/database-link.ts';
import { type Clock, HOUR, MINUTE, systemClock } from '../clock.ts';
import { runStatement } from '../database/index.ts';
import { silentLog } from '../log.ts';
import { createJobs, type JobsDependencies } from './create-jobs.ts';
import type { Jobs } from './jobs.ts';

const database = await openTestDatabase();
const running: Jobs[] = [];

afterEach(async () => {
  for (const jobs of running.splice(0)) await jobs.stop();
  await database.pool.query('delete from graphile_worker._private_jobs; delete from recurring_tasks');
});

function openJobs(options: Partial<JobsDependencies> = {}): { jobs: Jobs; ran: unknown[] } {
  const { connection } = database;
  const jobs = createJobs({ database, connection, clock: systemClock, log: silentLog, watchClock: false, ...options });
  const ran: unknown[] = [];
  jobs.define('note', async ({ n }) => {
    ran.push(n);
  });
  running.push(jobs);
  return { jobs, ran };
}

async function countJobs(): Promise<number> {
  const [row] = await runStatement<{ count: number }>(
    database.queries,
    'select count(*) as count from graphile_worker.jobs',
  );
  return row?.count ?? 0;
}

test('a job runs as soon as its transaction has committed', async () => {
  const { jobs, ran } = openJobs();
  await jobs.start();
  await database.transaction(async (tx) => {
    await jobs.add(tx, 'note', { n: 1 });
    await sleep(100);
    expect(ran).toEqual([]);
  });
  await vi.waitFor(() => expect(ran).toEqual([1]), 1_000);
});

test('nodes share the jobs: each runs once', async () => {
  const nodes = [openJobs(), openJobs(), openJobs()];
  await Promise.all(nodes.map(({ jobs }) => jobs.start()));
  const numbers = Array.from({ length: 60 }, (_, n) => n);
  await Promise.all(numbers.map((n) => nodes[n % 3]?.jobs.add(database.queries, 'note', { n })));
  await vi.waitFor(async () => expect(await countJobs()).toBe(0), 5_000);
  expect(nodes.flatMap(({ ran }) => ran).sort((a, b) => Number(a) - Number(b))).toEqual(numbers);
});

test('a stop waits for the running job and leaves waiting ones to others', async () => {
  const { jobs } = openJobs();
  const finished: unknown[] = [];
  const gate = Promise.withResolvers<void>();
  jobs.define('slow', async ({ n }) => {
    await gate.promise;
    finished.push(n);
  });
  await jobs.start();
  for (const n of [1, 2, 3, 4]) await jobs.add(database.queries, 'slow', { n });
  await vi.waitFor(
    async () =>
      expect(
        await runStatement(database.queries, 'select 1 from graphile_worker.jobs where locked_by is not null'),
      ).toHaveLength(2),
    10_000,
  );
  const stopping = jobs.stop();
  gate.resolve();
  await stopping;
  expect(finished).toHaveLength(2);
  expect(await runStatement(database.queries, 'select locked_by from graphile_worker.jobs')).toEqual([
    { locked_by: null },
    { locked_by: null },
  ]);
  const other = openJobs();
  other.jobs.define('slow', async ({ n }) => void finished.push(n));
  await other.jobs.start();
  await vi.waitFor(() => expect(finished).toHaveLength(4), 2_000);
});

test('a job that hangs does not hold up the stop for ever, and is given back', async () => {
  const { jobs } = openJobs({ stopPatienceMs: 300 });
  let release = (): void => {};
  jobs.define('hang', () => new Promise((resolve) => (release = resolve)));
  await jobs.start();
  await jobs.add(database.queries, 'hang', {});
  await vi.waitFor(
    async () =>
      expect(
        await runStatement(database.queries, 'select 1 from graphile_worker.jobs where locked_by is not null'),
      ).toHaveLength(1),
    10_000,
  );
  await jobs.stop();
  expect(await runStatement(database.queries, 'select locked_by from graphile_worker.jobs')).toEqual([
    { locked_by: null },
  ]);
  release();
});

test('jobs go on after the database was away, also when one ended while it was', async () => {
  const link = await openDatabaseLink(database.connection);
  const { jobs, ran } = openJobs({ connection: link.connection, freeCrashedEveryMs: 500 });
  jobs.define('long', async () => {
    await sleep(600);
    ran.push('long');
  });
  await jobs.start();
  for (let round = 0; round < 2; round += 1) {
    ran.length = 0;
    await jobs.add(database.queries, 'long', {});
    await vi.waitFor(
      async () =>
        expect(
          await runStatement(database.queries, 'select 1 from graphile_worker.jobs where locked_by is not null'),
        ).toHaveLength(1),
      10_000,
    );
    await link.cut();
    await vi.waitFor(() => expect(ran).toEqual(['long']), 10_000);
    await jobs.add(database.queries, 'note', { n: 'waited' });
    // Long enough for the worker to have found that it cannot tell the end.
    await sleep(1_500);
    await link.mend();
    // Its end could not be told, so it runs again: at least once.
    await vi.waitFor(() => expect(ran.sort()).toEqual(['long', 'long', 'waited']), 15_000);
    await vi.waitFor(async () => expect(await countJobs()).toBe(0), 15_000);
  }
  await jobs.stop();
  await link.close();
});

test('a stop while the database is away ends', async () => {
  const link = await openDatabaseLink(database.connection);
  const { jobs } = openJobs({ connection: link.connection });
  await jobs.start();
  await sleep(100);
  await link.cut();
  await jobs.stop();
  await link.close();
});

test('when a drill moves the clock, waiting jobs, retries and recurring tasks follow within seconds', async () => {
  let aheadMs = 0;
  const clock: Clock = { now: () => new Date(Date.now() + aheadMs) };
  const { jobs, ran } = openJobs({ clock, watchClock: true });
  jobs.every('hourly', HOUR, async () => void ran.push('hourly'));
  let attempts = 0;
  jobs.define('fail', async () => {
    attempts += 1;
    throw new Error('no luck');
  });
  await jobs.start();
  await jobs.add(database.queries, 'note', { n: 'in 59 minutes' }, { runAt: new Date(Date.now() + 59 * MINUTE) });
  await jobs.add(database.queries, 'note', { n: 'in 2 hours' }, { runAt: new Date(Date.now() + 2 * HOUR) });
  await jobs.add(database.queries, 'fail', {}, { runAt: new Date(Date.now() + 58 * MINUTE), maxAttempts: 2 });
  await vi.waitFor(() => expect(ran).toEqual(['hourly']), 5_000);
  aheadMs = 59 * MINUTE;
  await vi.waitFor(() => expect(ran).toEqual(['hourly', 'in 59 minutes']), 6_000);
  await vi.waitFor(() => expect(attempts).toBe(1), 1_000);
  await jobs.add(database.queries, 'note', { n: 'now' });
  await vi.waitFor(() => expect(ran).toContain('now'), 4_000);
  aheadMs = 3 * HOUR;
  await vi.waitFor(
    () => expect([...ran].sort()).toEqual(['hourly', 'hourly', 'in 2 hours', 'in 59 minutes', 'now']),
    6_000,
  );
  expect(attempts).toBe(2);
}, 30_000);

test('without a moved clock the queue goes by the database’s own', async () => {
  await database.pool.query("update product_clock.reading set ahead_by = interval '1 year', stopped_at = null");
  const { jobs, ran } = openJobs();
  await jobs.start();
  await jobs.add(database.queries, 'note', { n: 'later' }, { runAt: new Date(Date.now() + HOUR) });
  await jobs.add(database.queries, 'note', { n: 'now' });
  await vi.waitFor(() => expect(ran).toEqual(['now']), 2_000);
  await sleep(2_500);
  expect(ran).toEqual(['now']);
});
