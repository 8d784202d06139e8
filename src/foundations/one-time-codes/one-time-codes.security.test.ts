/**
 * The attacker made somebody's code be mailed and guesses it, many at once; or reads the mail and types it into a browser of
 * their own; or has a copy of the database and computes all codes there are.
 */
import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { systemClock } from '../clock.ts';
import { createKeyRing, newSecrets } from '../crypto/index.ts';
import { runStatement } from '../database/index.ts';
import { createOneTimeCodes } from './create-one-time-codes.ts';

const database = await openTestDatabase({ max: 20 });
const db = database.queries;
const keyRing = createKeyRing(newSecrets());
const codes = createOneTimeCodes({ clock: systemClock, keyRing });
const name = { purpose: 'recovery', subject: 'usr_1', holder: 'browser-1' };
const FIFTY = Array.from({ length: 50 }, (_, index) => index);

afterEach(async () => {
  await database.pool.query('delete from one_time_codes');
});

const countOf = (outcomes: { outcome: string }[], outcome: string) =>
  outcomes.filter((result) => result.outcome === outcome).length;

test('of fifty wrong tries at once five are compared, and then the right code is worth nothing', async () => {
  for (let round = 0; round < 5; round += 1) {
    const code = await codes.issue(db, name);
    const tried = await Promise.all(FIFTY.map(() => codes.redeem(db, { ...name, typed: 'AAAAAAAAAA' })));
    expect([countOf(tried, 'wrong'), countOf(tried, 'spent')]).toEqual([5, 45]);
    expect(await codes.redeem(db, { ...name, typed: code })).toEqual({ outcome: 'spent' });
  }
});

test('the fifth try is still compared, the sixth is not', async () => {
  for (const wrong of [4, 5]) {
    const code = await codes.issue(db, name);
    for (let used = 0; used < wrong; used += 1) await codes.redeem(db, { ...name, typed: 'nonsense' });
    expect((await codes.redeem(db, { ...name, typed: code })).outcome).toBe(wrong === 4 ? 'right' : 'spent');
  }
});

test('of fifty who type the right code at once exactly one gets what it opens', async () => {
  for (let round = 0; round < 5; round += 1) {
    const code = await codes.issue(db, name);
    const tried = await Promise.all(
      FIFTY.map(() => database.transaction((tx) => codes.redeem(tx, { ...name, typed: code }))),
    );
    expect(countOf(tried, 'right')).toBe(1);
    expect(countOf(tried, 'wrong')).toBe(0);
  }
});

test('in another browser, for another purpose or person a code is as unknown, and its own tries stay', async () => {
  const code = await codes.issue(db, name);
  for (const other of [{ holder: 'browser-2' }, { purpose: 'add-address' }, { subject: 'usr_2' }, { holder: '' }]) {
    for (let tries = 0; tries < 6; tries += 1) {
      expect(await codes.redeem(db, { ...name, ...other, typed: code })).toEqual({ outcome: 'spent' });
    }
  }
  expect((await codes.redeem(db, { ...name, typed: code })).outcome).toBe('right');
});

test.each(['', ' ', '-', '\u0000', "' or true --", 'x'.repeat(100_000), '%', '__________', 'ı'.repeat(10)])(
  'what is no code is wrong, costs a try and breaks nothing: %j',
  async (typed) => {
    await codes.issue(db, name);
    expect(await codes.redeem(db, { ...name, typed })).toEqual({ outcome: 'wrong' });
    expect(await runStatement(db, 'select tries from one_time_codes')).toEqual([{ tries: 1 }]);
  },
);

test('a copy of the database tells no code: what is kept is a hash under a key that is not there', async () => {
  const code = await codes.issue(db, name);
  const [row] = await runStatement<{ code_hash: Buffer }>(db, 'select * from one_time_codes');
  expect(JSON.stringify(row)).not.toContain(code);
  const texts = [code, JSON.stringify([name.purpose, name.subject, name.holder, code])];
  for (const text of texts) {
    expect(row?.code_hash.equals(createHash('sha256').update(text).digest())).toBe(false);
  }
  const elsewhere = createOneTimeCodes({ clock: systemClock, keyRing: createKeyRing(newSecrets()) });
  expect(await elsewhere.redeem(db, { ...name, typed: code })).toEqual({ outcome: 'wrong' });
});

test('a row moved to another person or browser opens nothing there', async () => {
  const code = await codes.issue(db, name);
  await database.pool.query("update one_time_codes set subject = 'usr_attacker', holder = 'browser-attacker'");
  const moved = { ...name, subject: 'usr_attacker', holder: 'browser-attacker' };
  expect(await codes.redeem(db, { ...moved, typed: code })).toEqual({ outcome: 'wrong' });
});
