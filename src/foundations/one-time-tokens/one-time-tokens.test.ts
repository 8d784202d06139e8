import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { DAY, MINUTE } from '../clock.ts';
import { runStatement } from '../database/index.ts';
import { createOneTimeTokens } from './create-one-time-tokens.ts';

const database = await openTestDatabase();
const db = database.queries;
let now = new Date('2026-01-15T12:00:00Z');
const tokens = createOneTimeTokens({ clock: { now: () => now } });
const reset = { purpose: 'reset-password', subject: 'usr_1', lifetimeMs: 30 * MINUTE, replaceEarlier: true };

afterEach(async () => {
  now = new Date('2026-01-15T12:00:00Z');
  await database.pool.query('delete from one_time_tokens');
});

test('a token can be looked at any number of times and spent once', async () => {
  const token = await tokens.issue(db, { ...reset, data: { from: '203.0.113.9', list: [1, { a: null }] } });
  const known = {
    subject: 'usr_1',
    data: { from: '203.0.113.9', list: [1, { a: null }] },
    expiresAt: new Date('2026-01-15T12:30:00Z'),
  };
  expect(await tokens.peek(db, 'reset-password', token)).toEqual(known);
  expect(await tokens.peek(db, 'reset-password', token)).toEqual(known);
  expect(await tokens.spend(db, 'reset-password', token)).toEqual(known);
  expect(await tokens.spend(db, 'reset-password', token)).toBeNull();
  expect(await tokens.peek(db, 'reset-password', token)).toBeNull();
});

test('a token has 256 random bits, and only its hash is stored', async () => {
  const token = await tokens.issue(db, reset);
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(await tokens.issue(db, { ...reset, replaceEarlier: false })).not.toBe(token);
  const rows = await runStatement<{ token_hash: Buffer }>(db, 'select * from one_time_tokens');
  expect(rows.map((row) => row.token_hash.toString('hex'))).toContain(createHash('sha256').update(token).digest('hex'));
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('a token is good until its time is over, and not a millisecond longer', async () => {
  const token = await tokens.issue(db, reset);
  now = new Date('2026-01-15T12:29:59.999Z');
  expect(await tokens.peek(db, 'reset-password', token)).not.toBeNull();
  now = new Date('2026-01-15T12:30:00Z');
  expect(await tokens.peek(db, 'reset-password', token)).toBeNull();
  expect(await tokens.spend(db, 'reset-password', token)).toBeNull();
});

test('issuing with replacement ends the earlier tokens of this purpose and subject, and no other', async () => {
  const earlier = await tokens.issue(db, { ...reset, replaceEarlier: false });
  const otherPurpose = await tokens.issue(db, { ...reset, purpose: 'verify-address' });
  const otherSubject = await tokens.issue(db, { ...reset, subject: 'usr_2' });
  const latest = await tokens.issue(db, reset);
  expect(await tokens.peek(db, 'reset-password', earlier)).toBeNull();
  expect(await tokens.peek(db, 'reset-password', latest)).not.toBeNull();
  expect(await tokens.peek(db, 'verify-address', otherPurpose)).not.toBeNull();
  expect(await tokens.peek(db, 'reset-password', otherSubject)).not.toBeNull();
});

test('without replacement earlier tokens stay good', async () => {
  const earlier = await tokens.issue(db, { ...reset, replaceEarlier: false });
  await tokens.issue(db, { ...reset, replaceEarlier: false });
  expect(await tokens.spend(db, 'reset-password', earlier)).not.toBeNull();
});

test('revoking ends all tokens of this purpose and subject, and no other', async () => {
  const first = await tokens.issue(db, { ...reset, replaceEarlier: false });
  const second = await tokens.issue(db, { ...reset, replaceEarlier: false });
  const other = await tokens.issue(db, { ...reset, subject: 'usr_2' });
  await tokens.revoke(db, 'reset-password', 'usr_1');
  expect(await tokens.peek(db, 'reset-password', first)).toBeNull();
  expect(await tokens.peek(db, 'reset-password', second)).toBeNull();
  expect(await tokens.peek(db, 'reset-password', other)).not.toBeNull();
});

test('a token spent in a transaction that rolls back is not spent', async () => {
  const token = await tokens.issue(db, reset);
  const failing = database.transaction(async (tx) => {
    expect(await tokens.spend(tx, 'reset-password', token)).not.toBeNull();
    throw new Error('the rest failed');
  });
  await expect(failing).rejects.toThrow('the rest failed');
  expect(await tokens.spend(db, 'reset-password', token)).not.toBeNull();
});

test('the purge deletes expired tokens and tells how many', async () => {
  await tokens.issue(db, { ...reset, replaceEarlier: false });
  await tokens.issue(db, { ...reset, replaceEarlier: false });
  const living = await tokens.issue(db, { ...reset, subject: 'usr_2', lifetimeMs: DAY });
  now = new Date('2026-01-15T12:30:00Z');
  expect(await tokens.purge(db)).toBe(2);
  expect(await tokens.purge(db)).toBe(0);
  expect(await tokens.peek(db, 'reset-password', living)).not.toBeNull();
});
