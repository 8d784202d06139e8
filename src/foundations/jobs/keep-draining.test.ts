import { afterEach, expect, test, vi } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { systemClock } from '../clock.ts';
import { silentLog } from '../log.ts';
import { createJobs } from './create-jobs.ts';
import type { Jobs } from './jobs.ts';
import { keepDraining } from './keep-draining.ts';

const database = await openTestDatabase();
let jobs: Jobs | undefined;

afterEach(() => jobs?.stop());

/** A list of work in memory, of which a portion does one. */
async function startJobs(waiting: string[]) {
  const done: string[] = [];
  jobs = createJobs({
    database,
    connection: database.connection,
    clock: systemClock,
    log: silentLog,
    watchClock: false,
  });
  jobs.drain('list', async () => {
    const next = waiting.shift();
    if (next !== undefined) done.push(next);
    return next !== undefined;
  });
  await jobs.start();
  return { jobs, done };
}

test('work that a transaction causes is done soon after its commit, and not before', async () => {
  const waiting: string[] = [];
  const { jobs, done } = await startJobs(waiting);
  await database.transaction(async (tx) => {
    jobs.wake(tx, 'list');
    waiting.push('one', 'two');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(done).toEqual([]);
  });
  await vi.waitFor(() => expect(done).toEqual(['one', 'two']));
});

test('a transaction that is rolled back wakes nobody', async () => {
  const waiting: string[] = [];
  const { jobs, done } = await startJobs(waiting);
  const failing = database.transaction(async (tx) => {
    jobs.wake(tx, 'list');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  waiting.push('not caused by anything');
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(done).toEqual([]);
});

test('what waits when a node starts, after a crash, is done at once', async () => {
  const { done } = await startJobs(['left']);
  await vi.waitFor(() => expect(done).toEqual(['left']));
});

test('what nobody told of, and what failed, is looked for again', async () => {
  const waiting = ['first'];
  const done: string[] = [];
  let failures = 1;
  const draining = keepDraining({
    name: 'list',
    async portion() {
      if (failures-- > 0) throw new Error('away');
      done.push(...waiting.splice(0));
      return false;
    },
    atOnce: 1,
    lookEveryMs: 30,
    log: silentLog,
  });
  await vi.waitFor(() => expect(done).toEqual(['first']));
  waiting.push('second');
  await vi.waitFor(() => expect(done).toEqual(['first', 'second']));
  await draining.stop(100);
});

test('no more portions run at once than allowed, and who wakes while all are busy is heard', async () => {
  const waiting: string[] = [];
  const done: string[] = [];
  let running = 0;
  let most = 0;
  const draining = keepDraining({
    name: 'list',
    async portion() {
      const next = waiting.shift();
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 120));
      running -= 1;
      if (next !== undefined) done.push(next);
      return false;
    },
    atOnce: 2,
    lookEveryMs: 1_000_000,
    log: silentLog,
  });
  for (const name of ['a', 'b', 'c']) {
    waiting.push(name);
    draining.wake();
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  await vi.waitFor(() => expect(done.sort()).toEqual(['a', 'b', 'c']));
  expect(most).toBe(2);
  await draining.stop(1_000);
});

test('a stop waits for what runs, not for ever, and begins nothing more', async () => {
  let release = (): void => {};
  let begun = 0;
  const draining = keepDraining({
    name: 'list',
    portion: () =>
      new Promise((resolve) => {
        begun += 1;
        release = () => resolve(true);
      }),
    atOnce: 1,
    lookEveryMs: 20,
    log: silentLog,
  });
  await draining.stop(50);
  release();
  draining.wake();
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(begun).toBe(1);
});
