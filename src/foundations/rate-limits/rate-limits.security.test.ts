/**
 * The attacker sends everything at once, over many connections and nodes, hoping that the counter is read by many before
 * any has written it: at the first use, at the limit, and in the moment a window ends.
 */
import { afterEach, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { runStatement } from '../database/index.ts';
import { createRateLimits } from './create-rate-limits.ts';

const database = await openTestDatabase({ max: 25 });
const db = database.queries;
let now = new Date('2026-01-15T12:00:00Z');
const nodes = Array.from({ length: 3 }, () => createRateLimits({ clock: { now: () => now } }));
const LIMIT = { count: 7, perSeconds: 60 };

afterEach(async () => {
  await database.pool.query('delete from rate_limits');
});

async function burst(key: string, times = 50) {
  const results = await Promise.all(
    Array.from({ length: times }, (_, index) => nodes[index % nodes.length]?.take(db, key, LIMIT)),
  );
  return {
    allowed: results.filter((result) => result?.allowed),
    refused: results.filter((result) => !result?.allowed),
  };
}

async function usedOf(key: string): Promise<unknown> {
  const [row] = await runStatement<{ used: number }>(db, 'select used from rate_limits where key = $1', [key]);
  return row?.used;
}

test('of fifty uses at once exactly as many as the limit are allowed, at the first use', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { allowed, refused } = await burst(`round ${round}`);
    expect(allowed).toHaveLength(7);
    expect(refused).toHaveLength(43);
    expect(new Set(refused.map((result) => result?.retryAfterSeconds))).toEqual(new Set([60]));
    expect(await usedOf(`round ${round}`)).toBe(7);
  }
});

test('of fifty uses at once exactly the remaining ones are allowed, near the limit', async () => {
  for (let used = 0; used < 5; used += 1) await nodes[0]?.take(db, 'key', LIMIT);
  expect((await burst('key')).allowed).toHaveLength(2);
  expect((await burst('key')).allowed).toHaveLength(0);
});

test('of fifty uses at once exactly as many as the limit are allowed, when a window has just ended', async () => {
  await burst('key');
  now = new Date(now.getTime() + 60_000);
  expect((await burst('key')).allowed).toHaveLength(7);
  expect(await usedOf('key')).toBe(7);
});

test('giving back at once gives back exactly that many', async () => {
  await burst('key');
  await Promise.all(Array.from({ length: 4 }, () => nodes[1]?.giveBack(db, 'key')));
  expect((await burst('key')).allowed).toHaveLength(4);
  await Promise.all(Array.from({ length: 50 }, () => nodes[1]?.giveBack(db, 'key')));
  expect(await usedOf('key')).toBe(0);
});

test('a key is data, whatever it contains', async () => {
  for (const key of ["'; drop table rate_limits; --", 'ключ', '%', 'k'.repeat(2_000)]) {
    expect((await burst(key, 10)).allowed).toHaveLength(7);
  }
});
