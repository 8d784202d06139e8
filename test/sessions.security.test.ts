import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../src/foundations/clock.ts';
import { openHouse } from './house.ts';
import { tokenIn } from './link-in.ts';
import { readTables } from './read-tables.ts';
import type { Visitor } from './visitor.ts';

/*
 * The attacker plants a session id before the sign-in, invents one, steals one, reads the database, keeps one alive for
 * ever, or goes on using one after the owner did what ends it.
 */

const house = await openHouse();

async function signedIn(more: object = {}): Promise<Visitor> {
  const anna = await house.customer();
  const answer = await anna.signIn(anna.password, more);
  if (answer.status !== 200) throw new Error(answer.text);
  return anna;
}

const cookieOf = (visitor: Visitor) => visitor.cookies.get('session') ?? '';
const statusOf = async (visitor: Visitor, path = '/session') => (await visitor.get(path)).status;

/** Somebody who stole a session's cookie, and nothing else. */
function thiefOf(visitor: Visitor, secret = cookieOf(visitor)): Visitor {
  const thief = visitor.elsewhere({ address: '10.66.6.6' });
  thief.cookies.set('session', secret);
  return thief;
}

/** Another browser of the same user, signed in. */
async function another(anna: Visitor, more: object = {}): Promise<Visitor> {
  const visitor = anna.elsewhere();
  await visitor.signIn(anna.password, more);
  return visitor;
}

describe('ids (SE-1, SE-2)', () => {
  test('an id that was planted before the sign-in is not adopted', async () => {
    const anna = await house.customer();
    const planted = 'P'.repeat(43);
    anna.cookies.set('session', planted);
    await anna.signIn();
    expect(cookieOf(anna)).toMatch(/^[\w-]{43}$/);
    expect(cookieOf(anna)).not.toBe(planted);
    expect(await statusOf(thiefOf(anna, planted))).toBe(401);
  });

  test('an invented id is refused, taken back, and never becomes one', async () => {
    for (const invented of ['A'.repeat(43), '1', "' or 1=1 --", 'x'.repeat(4000)]) {
      const thief = house.visitor();
      thief.cookies.set('session', invented);
      const answer = await thief.get('/session');
      expect(answer.status).toBe(401);
      expect(answer.headers.getSetCookie()).toEqual(['session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0']);
    }
  });

  test('every sign-in has an id of its own, and signing in anew ends the session the browser had', async () => {
    const anna = await signedIn();
    const old = cookieOf(anna);
    await anna.signIn();
    expect(cookieOf(anna)).not.toBe(old);
    expect(await statusOf(thiefOf(anna, old))).toBe(401);
    expect(await statusOf(anna)).toBe(200);
  });

  test('a step-up gives a new id, and the old one is dead', async () => {
    const anna = await signedIn();
    const thief = thiefOf(anna);
    expect(await statusOf(thief)).toBe(200);
    expect((await anna.post('/step-up', { method: 'password', password: anna.password })).status).toBe(200);
    expect(await statusOf(thief)).toBe(401);
    expect(await statusOf(anna)).toBe(200);
  });

  test('of twenty step-ups at once with one id, one gets the new id', async () => {
    const anna = await signedIn();
    const secret = cookieOf(anna);
    const body = { method: 'password', password: anna.password };
    const answers = await Promise.all(Array.from({ length: 20 }, () => thiefOf(anna, secret).post('/step-up', body)));
    // A browser that is not known shares the strangers' budget, so some are told to wait.
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => [200, 401, 429].includes(status))).toBe(true);
  });

  test('an id in the address, in a header or in a body opens nothing (SE-4)', async () => {
    const secret = cookieOf(await signedIn());
    const thief = house.visitor();
    expect(await statusOf(thief, `/session?session=${secret}`)).toBe(401);
    expect((await thief.get('/session', { authorization: `Bearer ${secret}`, 'x-session': secret })).status).toBe(401);
    expect((await thief.post('/session/extend', { session: secret })).status).toBe(401);
  });

  test('nothing that a browser holds is in the database as it is', async () => {
    const anna = await signedIn({ keep: true });
    const dump = [...(await readTables(house.database)).values()].join('\n');
    for (const name of ['session', 'device', 'browser']) {
      const secret = anna.cookies.get(name) ?? '';
      expect(secret, name).toMatch(/^[\w-]{43}$/);
      expect(dump.includes(secret), name).toBe(false);
      expect(dump.includes(Buffer.from(secret).toString('hex')), name).toBe(false);
      expect(dump.includes(Buffer.from(secret, 'base64url').toString('hex')), name).toBe(false);
    }
  });

  test('the list of sessions holds no secret and no hash of one (Probed)', async () => {
    const anna = await signedIn();
    const { text, json } = await anna.get('/security/sessions');
    expect(json.sessions).toHaveLength(1);
    expect(text).not.toContain(cookieOf(anna));
    expect(text).not.toMatch(/secret|hash/);
  });
});

describe('how long (SE-5)', () => {
  test('59 minutes of silence are forgiven, 61 are not', async () => {
    const anna = await signedIn();
    house.clock.advance(59 * MINUTE);
    expect(await statusOf(anna)).toBe(200);
    house.clock.advance(59 * MINUTE);
    expect(await statusOf(anna)).toBe(200);
    house.clock.advance(61 * MINUTE);
    expect(await statusOf(anna)).toBe(401);
  });

  test('after 24 hours and a second even a busy session is over, stepped up or not', async () => {
    const anna = await signedIn();
    for (let half = 0; half < 48; half++) {
      house.clock.advance(30 * MINUTE);
      expect(await statusOf(anna)).toBe(200);
    }
    expect((await anna.post('/step-up', { method: 'password', password: anna.password })).status).toBe(200);
    house.clock.advance(SECOND);
    expect(await statusOf(anna)).toBe(401);
  });

  test('a kept session on its third day shows pages, but each act asks for a step-up, and leaving does not (C11)', async () => {
    const anna = await signedIn({ keep: true });
    house.clock.advance(2 * DAY + HOUR);
    for (const path of ['/security', '/security/sessions', '/security/login-history', '/personal-information']) {
      expect(await statusOf(anna, path), path).toBe(200);
    }
    const acts: [string, object][] = [
      ['/personal-information', { name: 'Somebody Else' }],
      ['/preferences', { locale: 'fr' }],
      ['/security/login-alerts', { mode: 'off' }],
      ['/security/sessions/end-all', {}],
      ['/security/password', { current: anna.password, password: 'nine grey otters sleeping' }],
    ];
    for (const [path, body] of acts) {
      const refused = await anna.post(path, body);
      expect([refused.status, refused.json.type], path).toEqual([403, expect.stringMatching(/step-up-required$/)]);
    }
    const leaver = await another(anna, { keep: true });
    expect((await anna.post('/step-up', { method: 'password', password: anna.password })).status).toBe(200);
    expect((await anna.post('/personal-information', { name: 'Anna' })).status).toBe(200);
    house.clock.advance(2 * DAY);
    expect((await leaver.post('/sign-out')).status).toBe(204);
    expect(await statusOf(leaver)).toBe(401);
    // Looking around every half hour does not make it an active one again.
    for (let half = 0; half < 4; half++) {
      house.clock.advance(30 * MINUTE);
      expect((await anna.post('/personal-information', { name: 'Thief' })).status).toBe(403);
    }
  });

  test('a kept session is over after seven days and a second, however often it was proven again', async () => {
    const anna = await signedIn({ keep: true });
    house.clock.advance(6 * DAY);
    expect((await anna.post('/step-up', { method: 'password', password: anna.password })).status).toBe(200);
    house.clock.advance(DAY);
    expect(await statusOf(anna)).toBe(200);
    house.clock.advance(SECOND);
    expect(await statusOf(anna)).toBe(401);
  });

  test('the cookie lives with the browser unless the user chose to be kept (SE-4)', async () => {
    const anna = await house.customer();
    const cookies = async (more: object) => (await anna.elsewhere().signIn(anna.password, more)).headers.getSetCookie();
    const sessionIn = (lines: string[]) => lines.find((line) => line.startsWith('session='));
    expect(sessionIn(await cookies({}))).not.toMatch(/max-age|expires/i);
    expect(sessionIn(await cookies({ keep: true }))).toMatch(/; Max-Age=604800$/);
  });
});

describe('what ends a session', () => {
  test('the twenty-first sign-in drops the first session and no other (SE-9)', async () => {
    const anna = await house.customer();
    const browsers: Visitor[] = [];
    for (let n = 0; n < 21; n++) {
      house.clock.advance(SECOND);
      browsers.push(await another(anna));
    }
    const statuses = await Promise.all(browsers.map((browser) => statusOf(browser)));
    expect(statuses).toEqual([401, ...Array(20).fill(200)]);
  });

  test('sign-ins at one and the same instant drop none of their own', async () => {
    const anna = await house.customer();
    for (let n = 0; n < 25; n++) expect(await statusOf(await another(anna))).toBe(200);
    const { rows } = await house.database.pool.query(
      'select 1 from sessions s join users u on u.id = s.user_id where u.email = $1',
      [anna.email],
    );
    expect(rows).toHaveLength(20);
  });

  test('disabling a user ends every session at the next request, and no door opens again (SE-8)', async () => {
    const anna = await signedIn();
    const kept = await another(anna, { keep: true });
    await house.database.pool.query("update users set state = 'disabled' where email = $1", [anna.email]);
    expect(await statusOf(anna)).toBe(401);
    expect(await statusOf(kept)).toBe(401);
    expect((await anna.post('/step-up', { method: 'password', password: anna.password })).status).toBe(401);
    expect((await anna.signIn()).status).toBe(401);
  });

  test('raising auth_generation ends every session, also one that no row was deleted of (field 45)', async () => {
    const anna = await signedIn();
    const kept = await another(anna, { keep: true });
    await house.database.pool.query('update users set auth_generation = auth_generation + 1 where email = $1', [
      anna.email,
    ]);
    expect([await statusOf(anna), await statusOf(kept)]).toEqual([401, 401]);
    expect((await anna.signIn()).status).toBe(200);
  });

  test('a changed password ends all others, a reset ends all, and “this wasn’t me” ends all (Probed, field 44)', async () => {
    const anna = await signedIn();
    const other = await another(anna, { keep: true });
    const password = 'nine grey otters sleeping';
    expect((await anna.post('/security/password', { current: anna.password, password })).status).toBe(200);
    expect([await statusOf(anna), await statusOf(other)]).toEqual([200, 401]);

    await anna.post('/forgot-password', { email: anna.email });
    const token = tokenIn((await house.mailsTo(anna.email)).at(-1), 'reset-password');
    const reset = await anna.elsewhere().post('/reset-password', { token, password: 'seven loud herons dancing' });
    expect(reset.status).toBe(200);
    expect(reset.headers.getSetCookie().join()).not.toContain('session=');
    expect(await statusOf(anna)).toBe(401);

    await anna.signIn('seven loud herons dancing');
    const alert = tokenIn((await house.mailsTo(anna.email)).at(-1), 'not-me');
    expect((await anna.elsewhere().post(`/not-me/${alert}`)).status).toBe(200);
    expect(await statusOf(anna)).toBe(401);
    expect((await anna.signIn('seven loud herons dancing')).status).toBe(401);
  });

  test('one is ended from another at once, all others, or all; nobody’s but one’s own (SE-7)', async () => {
    const anna = await signedIn();
    const phone = await another(anna);
    const stranger = await signedIn();
    const idOf = async (visitor: Visitor) => (await visitor.get('/session')).json.session.id;
    const foreign = await stranger.post(`/security/sessions/${await idOf(phone)}/end`);
    expect(foreign.status).toBe(404);
    expect(await statusOf(phone)).toBe(200);
    expect((await anna.post(`/security/sessions/${await idOf(phone)}/end`)).status).toBe(200);
    expect(await statusOf(phone)).toBe(401);

    const [first, second] = [await another(anna), await another(anna)];
    expect((await anna.post('/security/sessions/end-others')).status).toBe(200);
    expect(await Promise.all([anna, first, second].map((v) => statusOf(v)))).toEqual([200, 401, 401]);
    expect((await anna.post('/security/sessions/end-all')).status).toBe(200);
    expect(await statusOf(anna)).toBe(401);
    expect(await statusOf(stranger)).toBe(200);
  });

  test('signing out kills the id, clears what the browser kept, and leaves the device known (SE-6)', async () => {
    const anna = await signedIn();
    const secret = cookieOf(anna);
    const device = anna.cookies.get('device');
    const left = await anna.post('/sign-out');
    expect(left.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect(left.headers.getSetCookie()).toEqual(['session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0']);
    expect(await statusOf(thiefOf(anna, secret))).toBe(401);
    expect(anna.cookies.get('device')).toBe(device);
    await anna.signIn();
    const { events } = (await anna.get('/security/login-history')).json;
    expect(anna.cookies.get('device')).toBe(device);
    expect(events[0].kind ?? 'sign-in').toBe('sign-in');
  });
});
