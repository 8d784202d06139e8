import { describe, expect, test } from 'vitest';
import { customerWithPhone, must, totp } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import type { Visitor } from '../../../test/visitor.ts';

/*
 * Nobody attacks: two windows are enough to print a sheet that never counts and to learn of it when the phone is lost.
 * What a button says was kept is the sheet above that very button (2F-7).
 */

const house = await openHouse();
const CODES = '/security/two-factor/backup-codes';
const ENROLMENT = '/security/two-factor/enrolment';

const makeSet = async (visitor: Visitor) => must(201, await visitor.post(CODES)).json;

async function opensWith(visitor: Visitor, code: string): Promise<boolean> {
  const browser = visitor.elsewhere();
  must(200, await browser.signIn());
  return (await browser.post('/sign-in/second-factor', { method: 'backup-code', code })).status === 200;
}

describe('two windows with new backup codes', () => {
  test('the older sheet cannot be saved: 409 says which one counts, shows no code, and the newer one can be saved', async () => {
    const { visitor } = await customerWithPhone(house);
    const [older, newer] = [await makeSet(visitor), await makeSet(visitor)];
    expect(newer.set).toBeGreaterThan(older.set);
    const refused = must(409, await visitor.post(`${CODES}/saved`, { set: `${older.set}` }));
    expect(refused.json.detail).toContain('replaced in another window');
    expect(refused.json.detail).toContain(String(newer.set));
    for (const code of [...older.backupCodes, ...newer.backupCodes]) expect(refused.text).not.toContain(code);
    must(200, await visitor.post(`${CODES}/saved`, { set: `${newer.set}` }));
    expect(await opensWith(visitor, older.backupCodes[0])).toBe(false);
    expect(await opensWith(visitor, newer.backupCodes[0])).toBe(true);
    const late = must(409, await visitor.post(`${CODES}/saved`, { set: `${older.set}` }));
    expect(late.json.detail).toContain('replaced in another window');
    const again = must(409, await visitor.post(`${CODES}/saved`, { set: `${newer.set}` }));
    expect(again.json.detail).not.toContain('replaced');
  });

  test('the page posts its own set, and is told the same where scripts do not run', async () => {
    const { visitor } = await customerWithPhone(house);
    const older = must(200, await visitor.form(CODES, {}));
    const set = older.text.match(/name="set" value="(\d+)"/)?.[1] ?? '';
    const newer = await makeSet(visitor);
    const refused = must(409, await visitor.form(`${CODES}/saved`, { set }));
    expect(refused.text).toContain('replaced in another window');
    for (const code of newer.backupCodes) expect(refused.text).not.toContain(code);
    must(303, await visitor.form(`${CODES}/saved`, { set: `${newer.set}` }));
    expect(await opensWith(visitor, newer.backupCodes[0])).toBe(true);
  });

  test('made at the same instant: each has a number of its own, one is there to be saved, and only that one', async () => {
    const { visitor } = await customerWithPhone(house);
    const made = await Promise.all([1, 2, 3, 4].map(() => makeSet(visitor)));
    expect(new Set(made.map(({ set }) => set)).size).toBe(4);
    const answers = [];
    for (const { set } of made) answers.push((await visitor.post(`${CODES}/saved`, { set: `${set}` })).status);
    expect(answers.sort()).toEqual([200, 409, 409, 409]);
  });
});

test('no number is on two sheets, also when the first one died unsaved and was cleaned away', async () => {
  const { visitor, phone } = await customerWithPhone(house);
  const first = await makeSet(visitor);
  house.clock.advance(26 * 3_600_000);
  await house.parts.jobs.runPending();
  must(200, await visitor.signIn());
  must(200, await visitor.post('/sign-in/second-factor', { method: 'totp', code: phone.code() }));
  expect((await makeSet(visitor)).set).toBe(first.set + 1);
});

test('what is no number of a set is refused at its field, in both faces', async () => {
  const { visitor } = await customerWithPhone(house);
  for (const set of ['abc', '-1', '0', '1.5', '1e3', '9'.repeat(10), '', 1, true, null, ['1']]) {
    const answer = await visitor.post(`${CODES}/saved`, { set });
    expect([set, answer.status, answer.json.errors?.[0]?.field]).toEqual([set, 422, 'set']);
  }
  expect((await visitor.post(`${CODES}/saved`, { other: 1 })).status).toBe(422);
  expect((await visitor.form(`${CODES}/saved`, { set: 'abc' })).status).toBe(422);
});

describe('two windows with the first codes', () => {
  test('two-factor does not turn on with a sheet that was replaced; with the newer one it does', async () => {
    const visitor = await house.customer();
    must(200, await visitor.signIn());
    const { secret } = must(201, await visitor.post(ENROLMENT)).json;
    const confirm = async () =>
      must(200, await visitor.post(`${ENROLMENT}/confirm`, { code: totp(secret, house.clock.now()) })).json;
    const older = await confirm();
    house.clock.advance(30_000);
    const newer = await confirm();
    const refused = must(409, await visitor.post(`${ENROLMENT}/saved`, { set: `${older.set}` }));
    expect(refused.json.detail).toContain('replaced in another window');
    expect((await visitor.get('/security/two-factor')).json.enabled).toBe(false);
    must(200, await visitor.post(`${ENROLMENT}/saved`, { set: `${newer.set}` }));
    expect(await opensWith(visitor, newer.backupCodes[0])).toBe(true);
  });
});
