import { describe, expect, test } from 'vitest';
import { codeTo as mailedCode } from '../../../test/address-scenes.ts';
import { openHouse } from '../../../test/house.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { DAY, HOUR } from '../../foundations/clock.ts';

/*
 * The attacker has the password and a session for an hour. They make the account's mail theirs: another sign-in address, once
 * or twice, one more address, the owner's own removed. Then the owner finds the mail in the old mailbox (RC-7).
 */

const house = await openHouse();
const ADD = '/personal-information/addresses';
const CHANGE = '/personal-information/email';
let last = 0;
const fresh = (name: string) => `${name}-${++last}@elsewhere.test`;

async function signedIn(): Promise<Visitor> {
  const visitor = await house.customer({ address: `10.2.${++last}.1` });
  await visitor.signIn();
  return visitor;
}

async function prove(visitor: Visitor, door: string, address: string): Promise<void> {
  await visitor.post(door, door === ADD ? { address } : { email: address });
  const code = await mailedCode(house, address);
  expect((await visitor.post(`${door}/confirm`, { code })).status).toBe(200);
}

/** The link to object in the newest mail with these words in its subject. */
async function objectionIn(address: string, words: string): Promise<string> {
  const mail = (await house.mailsTo(address)).filter(({ subject }) => subject.includes(words)).at(-1);
  const token = /\/objections\/([\w-]{43})/.exec(mail?.text ?? '')?.[1];
  if (token === undefined) throw new Error(`no link to object was mailed to ${address}`);
  return token;
}

async function undo(owner: Visitor, token: string) {
  const stranger = owner.elsewhere({ address: `10.3.${++last}.1` });
  return stranger.post(`/objections/${token}/undo`, { method: 'password', password: owner.password });
}

async function addressesOf(email: string): Promise<string[]> {
  const { rows } = await house.database.pool.query(
    'select address from notification_addresses where user_id = (select id from users where email = $1) order by address',
    [email],
  );
  return rows.map(({ address }) => address);
}

describe('undoing a change of the sign-in address', () => {
  test('puts the old one back; the thief’s gets no more mail and opens nothing', async () => {
    const anna = await signedIn();
    const [old, evil] = [anna.email, fresh('evil')];
    const thief = anna.elsewhere();
    await thief.signIn();
    await prove(thief, CHANGE, evil);
    await house.visitor().post('/forgot-password', { email: evil });
    const reset = /reset-password\?token=([\w-]+)/.exec((await house.mailsTo(evil)).at(-1)?.text ?? '')?.[1];
    house.clock.advance(6 * DAY);

    expect((await undo(anna, await objectionIn(old, 'with another address'))).json).toEqual({ state: 'undone' });
    expect((await thief.get('/session')).status).toBe(401);
    expect((await anna.elsewhere({ email: evil }).signIn()).status).toBe(401);
    expect(await addressesOf(old)).toEqual([old]);
    const before = (await house.mailsTo(evil)).length;
    expect((await anna.signIn()).status).toBe(200);
    await house.visitor().post('/forgot-password', { email: evil });
    expect(await house.mailsTo(evil)).toHaveLength(before);
    expect((await house.visitor().get(`/reset-password?token=${reset}`)).status).toBe(410);
  });

  test('closes a link for a new password that is still young', async () => {
    const anna = await signedIn();
    const [old, evil] = [anna.email, fresh('evil')];
    await prove(anna, CHANGE, evil);
    await house.visitor().post('/forgot-password', { email: evil });
    const reset = /reset-password\?token=([\w-]+)/.exec((await house.mailsTo(evil)).at(-1)?.text ?? '')?.[1] ?? '';
    expect((await house.visitor().get(`/reset-password?token=${reset}`)).status).toBe(200);
    expect((await undo(anna, await objectionIn(old, 'with another address'))).json).toEqual({ state: 'undone' });
    const password = 'nine grey otters sleeping';
    expect((await house.visitor().post('/reset-password', { token: reset, password })).status).toBe(410);
  });

  test('works past a second change, which the first mailbox never saw the other end of', async () => {
    const anna = await signedIn();
    const [old, evil, worse] = [anna.email, fresh('evil'), fresh('worse')];
    await prove(anna, CHANGE, evil);
    const token = await objectionIn(old, 'with another address');
    await prove(anna, CHANGE, worse);
    expect((await undo(anna, token)).json).toEqual({ state: 'undone' });
    expect(await addressesOf(old)).toEqual([old]);
    expect((await anna.elsewhere().signIn()).status).toBe(200);
  });

  test('leaves an address that got security mail before as what it was', async () => {
    const anna = await signedIn();
    const [old, second] = [anna.email, fresh('second')];
    await prove(anna, ADD, second);
    await prove(anna, CHANGE, second);
    expect((await undo(anna, await objectionIn(old, 'with another address'))).json).toEqual({ state: 'undone' });
    expect(await addressesOf(old)).toEqual([old, second].sort());
    expect((await anna.signIn()).status).toBe(200);
    const rows = (await anna.get('/personal-information')).json.addresses;
    expect(rows).toEqual([
      { address: old, signIn: true, until: null },
      { address: second, signIn: false, until: null },
    ]);
  });

  test('finds the old address free up to the last moment of the link, whoever wanted it meanwhile', async () => {
    const anna = await signedIn();
    const [old, evil] = [anna.email, fresh('evil')];
    await prove(anna, CHANGE, evil);
    const token = await objectionIn(old, 'with another address');
    house.clock.advance(7 * DAY - HOUR);
    const heir = house.visitor({ email: old });
    await heir.signUp();
    const ben = await signedIn();
    await ben.post(CHANGE, { email: old });
    await house.mailsTo(old);
    house.clock.advance(HOUR - 1000);
    await house.parts.jobs.runPending();
    expect((await undo(anna, token)).json).toEqual({ state: 'undone' });
    expect((await anna.signIn()).status).toBe(200);
  });

  test('the tries of strangers while it was nobody’s do not keep the owner out', async () => {
    const anna = await signedIn();
    const [old, evil] = [anna.email, fresh('evil')];
    await prove(anna, CHANGE, evil);
    for (let n = 0; n < 6; n++)
      await house.visitor({ email: old, address: `10.4.${n}.1` }).signIn('a wrong guess again');
    expect((await undo(anna, await objectionIn(old, 'with another address'))).json).toEqual({ state: 'undone' });
    expect((await anna.elsewhere({ address: '10.5.5.5' }).signIn()).status).toBe(200);
  });
});

describe('undoing what was done to the other addresses', () => {
  test('an added one is gone at once and is told nothing more', async () => {
    const anna = await signedIn();
    const evil = fresh('evil');
    await prove(anna, ADD, evil);
    const told = (await house.mailsTo(evil)).length;
    expect((await undo(anna, await objectionIn(anna.email, 'one more address'))).json).toEqual({ state: 'undone' });
    await anna.signIn();
    expect(await addressesOf(anna.email)).toEqual([anna.email]);
    expect(await house.mailsTo(evil)).toHaveLength(told);
  });

  test('a removed one is back for good, by the link that was mailed to it', async () => {
    const anna = await signedIn();
    const second = fresh('second');
    await prove(anna, ADD, second);
    await anna.post(`${ADD}/remove`, { address: second });
    house.clock.advance(6 * DAY);
    expect((await undo(anna, await objectionIn(second, 'no more security mail'))).json).toEqual({ state: 'undone' });
    house.clock.advance(2 * DAY);
    await anna.signIn();
    expect((await house.mailsTo(second)).at(-1)?.subject).toMatch(/sign-in/i);
  });
});

describe('an objection', () => {
  test('freezes: what was asked for before is over, and no address changes until it ends', async () => {
    const anna = await signedIn();
    const [old, evil] = [anna.email, fresh('evil')];
    await prove(anna, ADD, evil);
    const token = await objectionIn(old, 'one more address');
    const wanted = fresh('wanted');
    await anna.post(CHANGE, { email: wanted });
    const code = await mailedCode(house, wanted);
    expect((await house.visitor().post(`/objections/${token}`)).json.state).toBe('frozen');
    const thief = anna.elsewhere();
    thief.cookies.set('browser', anna.cookies.get('browser') ?? '');
    expect((await thief.signIn()).status).toBe(200);
    for (const [path, body] of [
      [`${CHANGE}/confirm`, { code }],
      [CHANGE, { email: fresh('evil') }],
      [ADD, { address: fresh('evil') }],
      [`${ADD}/remove`, { address: old }],
    ] as const) {
      const answer = await thief.post(path, body);
      expect([answer.status, answer.json.type]).toEqual([403, expect.stringContaining('changes-frozen')]);
    }
    house.clock.advance(DAY + HOUR);
    await thief.signIn();
    expect((await thief.post(`${CHANGE}/confirm`, { code })).json.errors[0].code).toBe('spent');
  });
});
