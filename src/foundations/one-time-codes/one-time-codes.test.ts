import { afterEach, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { createKeyRing, newSecrets } from '../crypto/index.ts';
import { runStatement } from '../database/index.ts';
import { CODE_LIFETIME, createOneTimeCodes, groupCode } from './index.ts';

const database = await openTestDatabase();
const db = database.queries;
const START = new Date('2026-01-15T12:00:00Z');
let now = START;
const codes = createOneTimeCodes({ clock: { now: () => now }, keyRing: createKeyRing(newSecrets()) });
const name = { purpose: 'add-address', subject: 'usr_1', holder: 'browser-1' };

afterEach(async () => {
  now = START;
  await database.pool.query('delete from one_time_codes');
});

test('a code is ten base32 characters, opens once, and gives back what was kept with it', async () => {
  const code = await codes.issue(db, { ...name, data: { address: 'second@example.test', list: [1, { a: null }] } });
  expect(code).toMatch(/^[A-Z2-7]{10}$/);
  const data = { address: 'second@example.test', list: [1, { a: null }] };
  expect(await codes.redeem(db, { ...name, typed: code })).toEqual({ outcome: 'right', data });
  expect(await codes.redeem(db, { ...name, typed: code })).toEqual({ outcome: 'spent' });
  expect(await runStatement(db, 'select 1 from one_time_codes')).toEqual([]);
});

test('a code may be typed as people type: in groups, with spaces and dashes, in lower case', async () => {
  for (const write of [
    (code: string) => groupCode(code),
    (code: string) => ` ${groupCode(code).toLowerCase().replace('-', ' ')} \n`,
    (code: string) => groupCode(code).replace('-', '\u00a0–\u202f'),
    (code: string) => code.replaceAll('O', '0').replaceAll('I', '1').replaceAll('B', '8'),
  ]) {
    const code = await codes.issue(db, name);
    expect((await codes.redeem(db, { ...name, typed: write(code) })).outcome).toBe('right');
  }
  expect(groupCode('ABCDEFGHIJ')).toBe('ABCDE-FGHIJ');
});

test('a code is good until its time is over, and not a millisecond longer', async () => {
  const code = await codes.issue(db, name);
  now = new Date(START.getTime() + CODE_LIFETIME);
  expect(await codes.redeem(db, { ...name, typed: code })).toEqual({ outcome: 'spent' });
  now = new Date(now.getTime() - 1);
  expect((await codes.redeem(db, { ...name, typed: code })).outcome).toBe('right');
});

test('a new code replaces the earlier one of its purpose, subject and browser, and no other', async () => {
  const others = [
    { ...name, purpose: 'change-address' },
    { ...name, subject: 'usr_2' },
    { ...name, holder: 'browser-2' },
  ];
  const [earlier, ...kept] = [
    await codes.issue(db, name),
    ...(await Promise.all(others.map((o) => codes.issue(db, o)))),
  ];
  const latest = await codes.issue(db, name);
  expect(await codes.redeem(db, { ...name, typed: earlier })).toEqual({ outcome: 'wrong' });
  expect((await codes.redeem(db, { ...name, typed: latest })).outcome).toBe('right');
  for (const [index, other] of others.entries()) {
    expect((await codes.redeem(db, { ...other, typed: kept[index] ?? '' })).outcome).toBe('right');
  }
});

test('revoking ends the codes of a purpose and subject in every browser, and no other', async () => {
  const [one, two] = [await codes.issue(db, name), await codes.issue(db, { ...name, holder: 'browser-2' })];
  const other = await codes.issue(db, { ...name, subject: 'usr_2' });
  await codes.revoke(db, name.purpose, name.subject);
  expect((await codes.redeem(db, { ...name, typed: one })).outcome).toBe('spent');
  expect((await codes.redeem(db, { ...name, holder: 'browser-2', typed: two })).outcome).toBe('spent');
  expect((await codes.redeem(db, { ...name, subject: 'usr_2', typed: other })).outcome).toBe('right');
});

test('a right code in a transaction that rolls back can be typed again', async () => {
  const code = await codes.issue(db, name);
  const failing = database.transaction(async (tx) => {
    expect((await codes.redeem(tx, { ...name, typed: code })).outcome).toBe('right');
    throw new Error('the rest failed');
  });
  await expect(failing).rejects.toThrow('the rest failed');
  expect((await codes.redeem(db, { ...name, typed: code })).outcome).toBe('right');
});

test('the browser that asked can be told what a code is for, for as long as it would be taken', async () => {
  const data = { address: 'second@example.test' };
  await codes.issue(db, { ...name, data });
  expect(await codes.peek(db, name)).toEqual(data);
  expect(await codes.peek(db, { ...name, holder: 'browser-2' })).toBeNull();
  now = new Date(START.getTime() + CODE_LIFETIME);
  expect(await codes.peek(db, name)).toBeNull();
  now = START;
  for (let tries = 0; tries < 5; tries += 1) await codes.redeem(db, { ...name, typed: 'no code' });
  expect(await codes.peek(db, name)).toBeNull();
});

test('the purge deletes the expired ones', async () => {
  await codes.issue(db, name);
  now = new Date(START.getTime() + 1000);
  const living = await codes.issue(db, { ...name, subject: 'usr_2' });
  now = new Date(START.getTime() + CODE_LIFETIME);
  await codes.purge(db);
  expect(await runStatement(db, 'select subject from one_time_codes')).toEqual([{ subject: 'usr_2' }]);
  expect((await codes.redeem(db, { ...name, subject: 'usr_2', typed: living })).outcome).toBe('right');
});
