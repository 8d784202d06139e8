import { afterEach, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { runStatement } from '../database/index.ts';
import { createRateLimits } from './create-rate-limits.ts';

const database = await openTestDatabase();
const db = database.queries;
const START = new Date('2026-01-15T12:00:00Z');
let now = START;
const limits = createRateLimits({ clock: { now: () => now } });
const THREE_A_MINUTE = { count: 3, perSeconds: 60 };

afterEach(async () => {
  now = START;
  await database.pool.query('delete from rate_limits');
});

function at(seconds: number): void {
  now = new Date(START.getTime() + seconds * 1000);
}

async function takeAll(times: number): Promise<boolean[]> {
  const results: boolean[] = [];
  for (let index = 0; index < times; index += 1) results.push((await limits.take(db, 'key', THREE_A_MINUTE)).allowed);
  return results;
}

test('as many uses as the limit are allowed, the next is refused and told when to come back', async () => {
  expect(await takeAll(3)).toEqual([true, true, true]);
  at(12);
  expect(await limits.take(db, 'key', THREE_A_MINUTE)).toEqual({ allowed: false, retryAfterSeconds: 48 });
});

test('the wait is honest: sooner is refused, then it is allowed', async () => {
  await takeAll(3);
  at(12.3);
  const { retryAfterSeconds } = await limits.take(db, 'key', THREE_A_MINUTE);
  expect(retryAfterSeconds).toBe(48);
  at(59.999);
  expect(await limits.take(db, 'key', THREE_A_MINUTE)).toEqual({ allowed: false, retryAfterSeconds: 1 });
  at(12.3 + retryAfterSeconds);
  expect(await limits.take(db, 'key', THREE_A_MINUTE)).toEqual({ allowed: true, retryAfterSeconds: 0 });
});

test('a window starts with its first use, whole, and refused uses do not prolong it', async () => {
  at(50);
  await takeAll(10);
  at(109);
  expect(await takeAll(1)).toEqual([false]);
  at(110);
  expect(await takeAll(4)).toEqual([true, true, true, false]);
});

test('keys do not share a budget', async () => {
  await takeAll(3);
  expect((await limits.take(db, 'another key', THREE_A_MINUTE)).allowed).toBe(true);
});

test('a use given back can be used again, refused ones do not stand in its way', async () => {
  await takeAll(5);
  await limits.giveBack(db, 'key');
  expect(await takeAll(2)).toEqual([true, false]);
});

test('no more can be given back than was used, and nothing of a finished window', async () => {
  await takeAll(1);
  for (let index = 0; index < 5; index += 1) await limits.giveBack(db, 'key');
  expect(await takeAll(4)).toEqual([true, true, true, false]);
  at(60);
  await limits.giveBack(db, 'key');
  await limits.giveBack(db, 'unknown key');
  expect(await takeAll(4)).toEqual([true, true, true, false]);
});

test('looking tells whether the next use would be refused, and counts nothing', async () => {
  const open = { spent: false, retryAfterSeconds: 0 };
  for (let index = 0; index < 10; index += 1) {
    expect(await limits.isSpent(db, 'key', THREE_A_MINUTE)).toEqual(open);
  }
  await takeAll(2);
  expect(await limits.isSpent(db, 'key', THREE_A_MINUTE)).toEqual(open);
  await takeAll(1);
  at(12);
  expect(await limits.isSpent(db, 'key', THREE_A_MINUTE)).toEqual({ spent: true, retryAfterSeconds: 48 });
  at(60);
  expect(await limits.isSpent(db, 'key', THREE_A_MINUTE)).toEqual(open);
});

test('a use counted in a transaction that rolls back is not counted', async () => {
  const failing = database.transaction(async (tx) => {
    await limits.take(tx, 'key', THREE_A_MINUTE);
    throw new Error('the rest failed');
  });
  await expect(failing).rejects.toThrow('the rest failed');
  expect(await takeAll(4)).toEqual([true, true, true, false]);
});

test('the purge deletes finished windows and tells how many', async () => {
  await takeAll(3);
  await limits.take(db, 'other', { count: 1, perSeconds: 30 });
  at(30);
  expect(await limits.purge(db)).toBe(1);
  expect(await takeAll(1)).toEqual([false]);
  at(60);
  expect(await limits.purge(db)).toBe(1);
  expect(await runStatement(db, 'select count(*) as count from rate_limits')).toEqual([{ count: 0 }]);
});

test.each([
  { count: 0, perSeconds: 60 },
  { count: 1.5, perSeconds: 60 },
  { count: Number.NaN, perSeconds: 60 },
  { count: 1, perSeconds: 0 },
  { count: 1, perSeconds: Number.NaN },
])('a limit that limits nothing or everything is a mistake: %o', async (limit) => {
  await expect(limits.take(db, 'key', limit)).rejects.toBeInstanceOf(RangeError);
});
