/**
 * The attacker has a link: their own for one purpose, tried for another; somebody's, clicked fifty times in the same
 * moment; an old one, hoping that asking for new ones leaves it alive; or none, and guesses.
 */
import { afterEach, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { MINUTE, systemClock } from '../clock.ts';
import { runStatement } from '../database/index.ts';
import { createOneTimeTokens } from './create-one-time-tokens.ts';

const database = await openTestDatabase({ max: 20 });
const db = database.queries;
const tokens = createOneTimeTokens({ clock: systemClock });
const reset = { purpose: 'reset-password', subject: 'usr_1', lifetimeMs: 30 * MINUTE, replaceEarlier: true };
const FIFTY = Array.from({ length: 50 }, (_, index) => index);

afterEach(async () => {
  await database.pool.query('delete from one_time_tokens');
});

test('a token tried for another purpose does nothing and stays good for its own', async () => {
  const token = await tokens.issue(db, { ...reset, purpose: 'verify-address' });
  expect(await tokens.peek(db, 'reset-password', token)).toBeNull();
  expect(await tokens.spend(db, 'reset-password', token)).toBeNull();
  expect(await tokens.spend(db, 'verify-address ', token)).toBeNull();
  expect(await tokens.spend(db, 'verify-address', token)).not.toBeNull();
});

test('of fifty who spend the same token at once exactly one gets it', async () => {
  for (let round = 0; round < 5; round += 1) {
    const token = await tokens.issue(db, reset);
    const spent = await Promise.all(
      FIFTY.map(() => database.transaction((tx) => tokens.spend(tx, 'reset-password', token))),
    );
    expect(spent.filter((result) => result !== null)).toHaveLength(1);
  }
});

test('of fifty tokens asked for at once for the same subject one is alive afterwards', async () => {
  const issued = await Promise.all(FIFTY.map(() => database.transaction((tx) => tokens.issue(tx, reset))));
  const alive = await Promise.all(issued.map((token) => tokens.peek(db, 'reset-password', token)));
  expect(alive.filter((result) => result !== null)).toHaveLength(1);
  expect(await runStatement(db, 'select count(*) as count from one_time_tokens')).toEqual([{ count: 1 }]);
});

test.each(['', ' ', 'a', '\u0000', "' or true --", 'x'.repeat(100_000), 'Ä'.repeat(43), '%', '_'.repeat(43)])(
  'what is no token finds nothing and breaks nothing: %j',
  async (text) => {
    await tokens.issue(db, reset);
    expect(await tokens.peek(db, 'reset-password', text)).toBeNull();
    expect(await tokens.spend(db, 'reset-password', text)).toBeNull();
  },
);

test('a token with another spelling is another token', async () => {
  const token = await tokens.issue(db, reset);
  for (const spelling of [`${token}=`, ` ${token}`, token.toUpperCase(), token.slice(0, -1)]) {
    expect(await tokens.spend(db, 'reset-password', spelling)).toBeNull();
  }
});
