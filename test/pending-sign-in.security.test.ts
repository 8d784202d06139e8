import { describe, expect, test } from 'vitest';
import { addressOf, bodyFor } from './door-bodies.ts';
import { openHouse } from './house.ts';

/*
 * The attacker knows the password of somebody who has a second factor, and tries to do anything at all with what that
 * alone gives (2F-9, SE-1; seen in the field: a session first, the second factor afterwards).
 */

const house = await openHouse({
  secondFactors: {
    standingOf: async () => ({ methods: ['totp'], passkeyOnly: false }),
    areLive: async () => true,
  },
});
const anna = await house.customer();

describe('after the password, before the second factor', () => {
  test('there is no session, no known device, no success in the history and no alert', async () => {
    const answer = await anna.signIn(anna.password, { keep: true });
    expect(answer.json).toEqual({ next: 'second-factor', methods: ['totp'] });
    expect([...anna.cookies.keys()].sort()).toEqual(['browser', 'pending']);
    for (const table of ['sessions', 'known_devices', "login_events where kind = 'sign-in' and outcome = 'success'"]) {
      expect((await house.database.pool.query(`select 1 from ${table}`)).rows, table).toEqual([]);
    }
    expect((await house.mailsTo(anna.email)).filter(({ text }) => text.includes('/not-me/'))).toEqual([]);
  });

  test('what the browser got opens no door, under its own name or as a session', async () => {
    const secret = anna.cookies.get('pending') ?? '';
    expect(secret).toMatch(/^[\w-]{43}$/);
    const thief = anna.elsewhere();
    thief.cookies.set('pending', secret);
    for (const route of house.parts.routes.filter(({ guardName }) => guardName.startsWith('signed in: '))) {
      const body = route.method === 'POST' ? bodyFor(`${route.method} ${route.path}`, anna) : undefined;
      thief.cookies.set('session', secret);
      const answer = await thief.send(route.method, addressOf(route.path), body);
      expect([route.path, answer.status]).toEqual([route.path, 401]);
      thief.cookies.delete('session');
      expect((await thief.send(route.method, addressOf(route.path), body)).status).toBe(401);
    }
  });

  test('its secret is kept as a hash', async () => {
    const { rows } = await house.database.pool.query('select p::text as row from pending_sign_ins p');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(anna.cookies.get('pending'));
  });
});

test('a sign-in whose alert cannot be written did not happen: no session, no device, no history (style 10)', async () => {
  const broken = await openHouse();
  const ben = await broken.customer();
  await broken.database.pool.query('alter table official_mails rename to gone');
  const answer = await ben.signIn();
  expect(answer.status).toBe(500);
  expect(ben.cookies.has('session')).toBe(false);
  expect(ben.cookies.has('device')).toBe(false);
  for (const table of ['sessions', 'known_devices', "login_events where kind = 'sign-in' and outcome = 'success'"]) {
    expect((await broken.database.pool.query(`select 1 from ${table}`)).rows, table).toEqual([]);
  }
  await broken.database.pool.query('alter table gone rename to official_mails');
  expect((await ben.signIn()).status).toBe(200);
});

test('a user disabled while a sign-in is under way has nothing open afterwards, whichever came first', async () => {
  const other = await openHouse();
  for (let round = 0; round < 5; round++) {
    const cleo = await other.customer();
    const [answer] = await Promise.all([
      cleo.signIn(),
      other.database.pool.query("update users set state = 'disabled' where email = $1", [cleo.email]),
    ]);
    expect([200, 401]).toContain(answer.status);
    expect((await cleo.get('/session')).status).toBe(401);
  }
});
