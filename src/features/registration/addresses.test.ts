import { describe, expect, test } from 'vitest';
import { codeTo as mailedCode } from '../../../test/address-scenes.ts';
import { openHouse } from '../../../test/house.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { DAY, MINUTE } from '../../foundations/clock.ts';

const house = await openHouse();
const ADD = '/personal-information/addresses';
const CHANGE = '/personal-information/email';

async function signedIn(): Promise<Visitor> {
  const visitor = await house.customer();
  await visitor.signIn();
  await house.mailsTo(visitor.email);
  return visitor;
}

const codeTo = (address: string) => mailedCode(house, address);
async function add(visitor: Visitor, address: string): Promise<void> {
  expect((await visitor.post(ADD, { address })).json).toEqual({ next: 'confirm' });
  expect((await visitor.post(`${ADD}/confirm`, { code: await codeTo(address) })).status).toBe(200);
}

async function change(visitor: Visitor, email: string): Promise<void> {
  expect((await visitor.post(CHANGE, { email })).json).toEqual({ next: 'confirm' });
  const answer = await visitor.post(`${CHANGE}/confirm`, { code: await codeTo(email) });
  expect([answer.status, answer.json]).toEqual([200, { email }]);
}

const subjectsTo = async (address: string) => (await house.mailsTo(address)).map(({ subject }) => subject);
const lastTo = async (address: string) => (await house.mailsTo(address)).at(-1);
const addressesOf = async (visitor: Visitor) => (await visitor.get('/personal-information')).json.addresses;
let last = 0;
const fresh = (name: string) => `${name}-${++last}@elsewhere.test`;

describe('another address for security mail', () => {
  test('is proven by the code that was mailed to it; then every address is told, and every later notice goes to all', async () => {
    const anna = await signedIn();
    const second = fresh('second');
    const asked = await anna.post(ADD, { address: second.toUpperCase() });
    expect([asked.status, asked.json]).toEqual([202, { next: 'confirm' }]);
    const mail = await lastTo(second);
    expect(mail?.text).not.toContain(anna.email);
    expect(mail?.text).not.toContain(anna.name);
    const pending = (await anna.get('/personal-information')).json;
    expect(pending.pending).toEqual({ add: second });
    expect(pending.addresses).toEqual([{ address: anna.email, signIn: true, until: null }]);

    const confirmed = await anna.post(`${ADD}/confirm`, { code: await codeTo(second) });
    expect([confirmed.status, confirmed.json]).toEqual([200, { address: second }]);
    expect((await anna.get('/personal-information')).json.pending).toEqual({});
    for (const address of [anna.email, second]) {
      expect((await lastTo(address))?.subject).toContain('goes to one more address');
    }
    house.clock.advance(MINUTE);
    await anna.elsewhere().signIn();
    const [one, other] = [await lastTo(anna.email), await lastTo(second)];
    expect(one?.subject).toMatch(/sign-in/i);
    expect(other?.subject).toBe(one?.subject);
  });

  test('there are at most three, and never one twice', async () => {
    const anna = await signedIn();
    const extra = [fresh('a'), fresh('b'), fresh('c')];
    for (const address of extra) await add(anna, address);
    house.clock.advance(61 * MINUTE);
    await anna.signIn();
    const full = await anna.post(ADD, { address: fresh('d') });
    expect([full.status, full.json.errors[0].code]).toEqual([422, 'too-many']);
    for (const address of [extra[0], anna.email]) {
      const twice = await anna.post(ADD, { address });
      expect([twice.status, twice.json.errors[0].code]).toEqual([422, 'already-yours']);
    }
    expect(await addressesOf(anna)).toHaveLength(4);
  });

  test('of four that are proven at once three are kept', async () => {
    const anna = await signedIn();
    for (const address of [fresh('a'), fresh('b')]) await add(anna, address);
    const browsers = [anna, anna.elsewhere()];
    await browsers[1]?.signIn();
    const asked = [fresh('c'), fresh('d')];
    for (const [index, browser] of browsers.entries()) await browser.post(ADD, { address: asked[index] });
    const codes = [await codeTo(asked[0] ?? ''), await codeTo(asked[1] ?? '')];
    const answers = await Promise.all(
      browsers.map((browser, index) => browser.post(`${ADD}/confirm`, { code: codes[index] })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect(await addressesOf(anna)).toHaveLength(4);
  });

  test('may be that of several users, who learn nothing of each other', async () => {
    const [anna, ben] = [await signedIn(), await signedIn()];
    const shared = fresh('family');
    await add(anna, shared);
    await add(ben, shared);
    await add(ben, anna.email);
    expect((await addressesOf(anna)).map((row: { address: string }) => row.address)).toEqual([anna.email, shared]);
  });

  test('that is removed gets every notice for seven days more, then none, and is blanked', async () => {
    const anna = await signedIn();
    const second = fresh('second');
    await add(anna, second);
    expect((await anna.post(`${ADD}/remove`, { address: second })).status).toBe(200);
    expect((await anna.post(`${ADD}/remove`, { address: second })).status).toBe(200);
    for (const address of [anna.email, second]) {
      expect((await subjectsTo(address)).filter((subject) => subject.includes('no more security mail'))).toHaveLength(
        1,
      );
    }
    const [, leaving] = await addressesOf(anna);
    expect(new Date(leaving.until).getTime() - house.clock.now().getTime()).toBe(7 * DAY);

    house.clock.advance(7 * DAY - MINUTE);
    await anna.signIn();
    const before = (await subjectsTo(second)).length;
    expect((await subjectsTo(second)).at(-1)).toMatch(/sign-in/i);
    house.clock.advance(2 * MINUTE);
    await anna.elsewhere().signIn();
    expect(await subjectsTo(second)).toHaveLength(before);
    house.clock.advance(DAY);
    await house.parts.jobs.runPending();
    const { rows } = await house.database.pool.query('select 1 from notification_addresses where address = $1', [
      second,
    ]);
    expect(rows).toEqual([]);
  });

  test('that was removed can be added again', async () => {
    const anna = await signedIn();
    const second = fresh('second');
    await add(anna, second);
    await anna.post(`${ADD}/remove`, { address: second });
    await add(anna, second);
    expect(await addressesOf(anna)).toContainEqual({ address: second, signIn: false, until: null });
  });

  test('only one’s own can be removed, and the sign-in address only changed', async () => {
    const [anna, ben] = [await signedIn(), await signedIn()];
    await add(ben, fresh('ben'));
    expect((await anna.post(`${ADD}/remove`, { address: ben.email })).status).toBe(404);
    expect((await anna.post(`${ADD}/remove`, { address: 'no address' })).status).toBe(404);
    expect((await anna.post(`${ADD}/remove`, { address: anna.email })).status).toBe(409);
  });
});

describe('another sign-in address', () => {
  test('counts when its code was typed: this session goes on with a new secret, the others end, old and new are told', async () => {
    const anna = await signedIn();
    const other = anna.elsewhere();
    await other.signIn();
    const [old, email] = [anna.email, fresh('new')];
    expect((await anna.post(CHANGE, { email })).status).toBe(202);
    expect((await anna.get('/session')).json.user.email).toBe(old);
    const before = anna.cookies.get('session');
    const provenAt = (await anna.get('/session')).json.session.steppedUpAt;
    await anna.post(`${CHANGE}/confirm`, { code: await codeTo(email) });

    expect(anna.cookies.get('session')).not.toBe(before);
    const session = (await anna.get('/session')).json;
    expect(session.user.email).toBe(email);
    expect(session.session.steppedUpAt).toBe(provenAt);
    expect((await other.get('/session')).status).toBe(401);
    const thief = anna.elsewhere();
    thief.cookies.set('session', before ?? '');
    expect((await thief.get('/session')).status).toBe(401);
    for (const address of [old, email]) {
      const mail = await lastTo(address);
      expect(mail?.subject).toContain('with another address');
      expect(mail?.text).toContain(old);
      expect(mail?.text).toContain(email);
      expect(mail?.text).toMatch(/\/objections\/[\w-]{43}/);
    }
    expect((await anna.elsewhere().signIn()).status).toBe(401);
    expect((await anna.elsewhere({ email }).signIn()).status).toBe(200);
  });

  test('for seven days the old one still gets every notice', async () => {
    const anna = await signedIn();
    const [old, email] = [anna.email, fresh('new')];
    await change(anna, email);
    house.clock.advance(7 * DAY - MINUTE);
    await anna.elsewhere({ email }).signIn();
    expect((await lastTo(old))?.subject).toMatch(/sign-in/i);
    const before = (await subjectsTo(old)).length;
    house.clock.advance(2 * MINUTE);
    await anna.elsewhere({ email }).signIn();
    expect(await subjectsTo(old)).toHaveLength(before);
  });

  test('can be one of the user’s own, and back again', async () => {
    const anna = await signedIn();
    const [old, second] = [anna.email, fresh('second')];
    await add(anna, second);
    await change(anna, second);
    await change(anna, old);
    const rows = await addressesOf(anna);
    expect(rows[0]).toEqual({ address: old, signIn: true, until: null });
    expect(rows).toHaveLength(2);
  });

  test('a reset, a change of the password, or any change that ends sessions ends what was asked for before', async () => {
    const anna = await signedIn();
    const email = fresh('new');
    await anna.post(CHANGE, { email });
    const code = await codeTo(email);
    const password = 'nine grey otters sleeping';
    expect((await anna.post('/security/password', { current: anna.password, password })).status).toBe(200);
    expect((await anna.get('/personal-information')).json.pending).toEqual({});
    const late = await anna.post(`${CHANGE}/confirm`, { code });
    expect([late.status, late.json.errors[0].code]).toEqual([422, 'spent']);
    expect((await anna.get('/session')).json.user.email).toBe(anna.email);
  });

  test('dies with its code after half an hour', async () => {
    const anna = await signedIn();
    const email = fresh('new');
    await anna.post(CHANGE, { email });
    const code = await codeTo(email);
    house.clock.advance(30 * MINUTE);
    await anna.post('/step-up', { method: 'password', password: anna.password });
    expect((await anna.post(`${CHANGE}/confirm`, { code })).json.errors[0].code).toBe('spent');
  });

  test('strangers’ tries at the new address, from when it was nobody’s, do not count against it', async () => {
    const anna = await signedIn();
    const email = fresh('new');
    for (let n = 0; n < 6; n++)
      await house.visitor({ email, address: `10.77.${n}.1` }).signIn('a wrong guess of somebody');
    expect((await house.visitor({ email, address: '10.78.1.1' }).signIn('a wrong guess of somebody')).status).toBe(429);
    await change(anna, email);
    expect((await anna.elsewhere({ email, address: '10.79.1.1' }).signIn()).status).toBe(200);
  });

  test('a sign-up that waited for the new address is void', async () => {
    const anna = await signedIn();
    const email = fresh('new');
    const stranger = house.visitor({ email });
    await stranger.signUp();
    const token = /verify-address\?token=([\w-]+)/.exec((await lastTo(email))?.text ?? '')?.[1];
    await change(anna, email);
    expect((await stranger.post('/verify-address', { token })).status).toBe(410);
    expect((await anna.get('/session')).json.user.email).toBe(email);
  });
});

describe('without script', () => {
  test('the same page says what was mailed, takes the code, and says what came of it', async () => {
    const anna = await signedIn();
    const page = async () => (await anna.page('/personal-information')).text;
    const token = async () => /name="form_token" value="([^"]+)"/.exec(await page())?.[1] ?? '';
    const send = async (path: string, fields: Record<string, string>) =>
      anna.form(path, { ...fields, form_token: await token() });
    const second = fresh('second');
    const asked = await send(ADD, { address: second });
    expect([asked.status, asked.headers.get('location')]).toEqual([303, '/personal-information#another-address']);
    expect(await page()).toContain(`We have mailed a code to ${second}`);
    const wrong = await send(`${ADD}/confirm`, { code: 'AAAAA-AAAAA' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('This is not the code');
    const right = await send(`${ADD}/confirm`, { code: (await codeTo(second)).toLowerCase().replace('-', ' ') });
    expect([right.status, right.headers.get('location')]).toEqual([303, '/personal-information?done=address-added']);
    expect((await send(`${ADD}/remove`, { address: second })).status).toBe(303);
    expect(await page()).toContain('Still gets security mail until');
  });
});
