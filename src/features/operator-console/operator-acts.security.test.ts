/*
 * A thief is in a customer's account, in two browsers, and the company is told by telephone. Whatever the operator does
 * must bite at the thief's very next request, also in the middle of a sign-in; it must not lock the owner out for good,
 * must not be possible in silence, and must never give anybody a password (RC-8, SE-8, PW-8).
 */
import { expect, test } from 'vitest';
import { openHouse } from '../../../test/house.ts';
import type { Visitor } from '../../../test/visitor.ts';

const house = await openHouse();
const { operator } = house.parts;

async function signedIn(): Promise<Visitor> {
  const visitor = await house.customer();
  expect((await visitor.signIn()).status).toBe(200);
  return visitor;
}

async function historyOf(visitor: Visitor): Promise<{ kind: string; outcome: string; address: string | null }[]> {
  return (await visitor.get('/security/login-history')).json.events;
}

test('a disabled user is out at once, in every browser, and no door lets them back in', async () => {
  const owner = await signedIn();
  const thief = owner.elsewhere();
  await thief.signIn();
  expect(await operator.disable(owner.email)).toBe('done');
  for (const browser of [owner, thief]) {
    expect((await browser.get('/session')).status).toBe(401);
    expect((await browser.signIn()).status).toBe(401);
  }
  // The answer to a forgotten password is the same, but no link is mailed.
  const before = (await house.mailsTo(owner.email)).length;
  expect((await owner.post('/forgot-password', { email: owner.email })).status).toBe(202);
  expect(await house.mailsTo(owner.email)).toHaveLength(before);
});

test('a sign-in that has proven its password when the user is disabled comes to nothing', async () => {
  const owner = await house.customer();
  const tries = Array.from({ length: 6 }, () => owner.elsewhere());
  const answers = await Promise.all([...tries.map((browser) => browser.signIn()), operator.disable(owner.email)]);
  expect(answers.at(-1)).toBe('done');
  for (const browser of tries) expect((await browser.get('/session')).status).toBe(401);
  const { rows } = await house.database.pool.query(
    'select 1 from sessions s join users u on u.id = s.user_id where u.email = $1',
    [owner.email],
  );
  expect(rows).toEqual([]);
});

test('the owner is told of being disabled and enabled, by mail and in the history, as the operator’s act', async () => {
  const owner = await signedIn();
  await operator.disable(owner.email);
  expect(await operator.disable(owner.email)).toBe('unchanged');
  expect(await operator.enable(owner.email)).toBe('done');
  expect(await operator.enable(owner.email)).toBe('unchanged');
  const subjects = (await house.mailsTo(owner.email)).slice(-2).map(({ subject }) => subject);
  expect(subjects).toEqual(['Your Gatehouse sign-in was disabled', 'Your Gatehouse sign-in is enabled again']);
  // Enabling opens no session; the old password is good again.
  expect((await owner.get('/session')).status).toBe(401);
  expect((await owner.signIn()).status).toBe(200);
  const [, enabled, disabled] = await historyOf(owner);
  expect([enabled, disabled]).toMatchObject([
    { kind: 'enabled-by-operator', outcome: 'success', address: null },
    { kind: 'disabled-by-operator', outcome: 'success', address: null },
  ]);
  expect((await owner.page('/security/login-history')).text).toContain('Sign-in disabled by our staff');
});

test('a password that others know opens nothing but its own change, and no browser is known any more', async () => {
  const owner = await signedIn();
  expect(await operator.markCompromised(owner.email)).toBe('done');
  expect((await owner.get('/session')).status).toBe(401);
  expect(
    (
      await house.database.pool.query(
        'select 1 from known_devices d join users u on u.id = d.user_id where u.email = $1',
        [owner.email],
      )
    ).rows,
  ).toEqual([]);
  const mail = (await house.mailsTo(owner.email)).at(-1);
  expect(mail?.subject).toBe('Choose a new password for Gatehouse');
  expect(mail?.text).not.toContain('token=');

  expect((await owner.signIn()).status).toBe(200);
  expect((await owner.get('/security')).json.type).toMatch(/password-change-needed$/);
  const fresh = 'seven loud herons dancing';
  expect((await owner.post('/security/password', { current: owner.password, password: fresh })).status).toBe(200);
  expect((await owner.get('/security')).status).toBe(200);
  expect((await historyOf(owner)).map(({ kind }) => kind)).toContain('compromised-by-operator');
});

test('an unlock ends the wait of strangers and says so; it changes no password and opens no session', async () => {
  const owner = await house.customer();
  const stranger = owner.elsewhere({ address: '203.0.113.9' });
  for (let n = 0; n < 5; n++) await stranger.signIn('not the password at all');
  expect((await stranger.signIn()).status).toBe(429);
  expect(await operator.unlock(owner.email)).toBe('done');
  expect((await stranger.get('/session')).status).toBe(401);
  expect((await stranger.signIn()).status).toBe(200);
  expect((await historyOf(stranger)).map(({ kind }) => kind)).toContain('unlocked-by-operator');
});

test('an unlock after a hundred wrong guesses opens the address again', async () => {
  const owner = await house.customer();
  for (let n = 0; n < 100; n++) {
    await owner.elsewhere({ address: `10.77.${n}.1` }).signIn('not the password at all');
    house.clock.advance(3600_000);
  }
  expect((await owner.elsewhere().signIn()).status).toBe(401);
  await operator.unlock(owner.email);
  expect((await owner.elsewhere().signIn()).status).toBe(200);
});

test('nobody’s address changes nothing', async () => {
  for (const act of Object.values(operator)) expect(await act('nobody@example.test')).toBe('no-such-user');
});
