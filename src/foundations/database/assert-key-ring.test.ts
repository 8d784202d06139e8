import { beforeEach, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { assertKeyRing, WrongKeyRing } from './assert-key-ring.ts';

const database = await openTestDatabase();

beforeEach(async () => {
  await database.pool.query('delete from key_ring');
});

test('the first node ties the database to its ring, a node with the same ring may start', async () => {
  await assertKeyRing(database, 'ours');
  await expect(assertKeyRing(database, 'ours')).resolves.toBeUndefined();
});

test('a node with another ring must not start, and changes nothing', async () => {
  await assertKeyRing(database, 'ours');
  await expect(assertKeyRing(database, 'theirs')).rejects.toBeInstanceOf(WrongKeyRing);
  await expect(assertKeyRing(database, 'ours')).resolves.toBeUndefined();
});

test('of nodes with different rings that start at once on a new database only one ring wins', async () => {
  const rings = ['a', 'b', 'c', 'd', 'a', 'b', 'c', 'd'];
  const results = await Promise.allSettled(rings.map((ring) => assertKeyRing(database, ring)));
  const started = new Set(rings.filter((_, index) => results[index]?.status === 'fulfilled'));
  expect(started.size).toBe(1);
});
