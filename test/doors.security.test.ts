import { describe, expect, test } from 'vitest';
import { MINUTE } from '../src/foundations/clock.ts';
import { addressOf, bodyFor } from './door-bodies.ts';
import { openHouse } from './house.ts';
import { tokenIn } from './link-in.ts';
import { readTables } from './read-tables.ts';
import type { Visitor } from './visitor.ts';

/*
 * The attacker walks along the whole wall and tries each door: without a session, with an old one, by reading only. A new
 * door is tried as soon as it stands in `doors.ts`.
 */

const house = await openHouse();
const { routes } = house.parts;
const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
const behindSignIn = routes.filter(({ guardName }) => guardName.startsWith('signed in: '));
const anna = await house.customer();

async function signIn(): Promise<Visitor> {
  const visitor = anna.elsewhere();
  await visitor.signIn();
  return visitor;
}

describe('the table of doors', () => {
  test('each has a guard with words and a limit, or says why it needs none', () => {
    for (const route of routes) {
      expect(route.guardName, nameOf(route)).toMatch(/\w{3}/);
      const { limit } = route;
      if (limit.kind === 'none') expect(limit.because, nameOf(route)).toMatch(/\w+ \w+/);
      else expect([limit.count > 0, limit.perSeconds > 0], nameOf(route)).toEqual([true, true]);
    }
    expect(new Set(routes.map(nameOf)).size).toBe(routes.length);
  });

  test('each write is refused from foreign pages, but for the one that browsers report to (SE-10)', () => {
    const exempt = routes.filter(({ csrf }) => csrf === 'exempt').map(nameOf);
    expect(exempt).toEqual(['POST /csp-reports']);
  });

  test('the acts of SU-1 that exist so far ask for a fresh proof', () => {
    const sensitive = routes.filter(({ guardName }) => guardName.includes('step-up')).map(nameOf);
    expect(sensitive.sort()).toEqual([
      'POST /security/login-alerts',
      'POST /security/password',
      'POST /security/sessions/:id/end',
      'POST /security/sessions/end-all',
      'POST /security/sessions/end-others',
    ]);
  });

  test('whatever writes behind the sign-in is an act, or says by its name that it only proves or lasts', () => {
    const passive = behindSignIn.filter(({ method, guardName }) => method === 'POST' && !/act|step-up/.test(guardName));
    expect(passive.map(nameOf).sort()).toEqual(['POST /session/extend', 'POST /step-up']);
  });
});

describe('without a session', () => {
  test.each(behindSignIn.map((route) => [nameOf(route), route] as const))(
    '%s is shut',
    async (name, { method, path }) => {
      const stranger = house.visitor();
      const body = method === 'POST' ? bodyFor(name, stranger) : undefined;
      const data = await stranger.send(method, addressOf(path), body);
      expect(data.status).toBe(401);
      expect(data.headers.get('www-authenticate')).toMatch(/^Session /);
      expect(data.json.type).toMatch(/\/problems\/signed-out$/);
      const seen = await stranger.send(method, addressOf(path), body, { accept: 'text/html' });
      expect([seen.status, seen.headers.get('location')]).toEqual([303, expect.stringMatching(/^\/sign-in/)]);
      expect(seen.text).toBe('');
    },
  );
});

describe('with a proof that is eleven minutes old (SU-1)', () => {
  const sensitive = routes.filter(({ guardName }) => guardName.includes('step-up'));

  test.each(sensitive.map((route) => [nameOf(route), route] as const))(
    '%s asks for a step-up first',
    async (name, { path }) => {
      const visitor = await signIn();
      const other = await signIn();
      const { id } = (await other.get('/session')).json.session;
      house.clock.advance(11 * MINUTE);
      const address = addressOf(path, { id });
      const before = await readTables(house.database);
      const refused = await visitor.post(address, bodyFor(name, anna));
      expect([refused.status, refused.json.type]).toEqual([
        403,
        expect.stringMatching(/\/problems\/step-up-required$/),
      ]);
      const page = await visitor.send('POST', address, bodyFor(name, anna), { accept: 'text/html' });
      expect(page.status).toBe(403);
      expect(page.text).toContain('action="/step-up"');
      expect(page.text).not.toContain(anna.password);
      const after = await readTables(house.database);
      // The two requests were seen.
      for (const tables of [before, after]) tables.delete('public.sessions');
      expect(after).toEqual(before);

      expect((await visitor.post('/step-up', { method: 'password', password: anna.password })).status).toBe(200);
      const done = await visitor.post(address, bodyFor(name, anna));
      expect(done.status, done.text).toBe(200);
      if (name === 'POST /security/password') anna.password = 'nine grey otters sleeping';
    },
  );

  test('a step-up raises one session; the user’s others stay as they were (SU-2)', async () => {
    const [visitor, other] = [await signIn(), await signIn()];
    house.clock.advance(11 * MINUTE);
    await visitor.post('/step-up', { method: 'password', password: anna.password });
    expect((await other.post('/security/login-alerts', { mode: 'off' })).status).toBe(403);
  });

  test('a wrong, an empty and another user’s password raise nothing', async () => {
    const visitor = await signIn();
    const other = await house.customer();
    house.clock.advance(11 * MINUTE);
    for (const [password, status] of [
      ['not the password at all', 401],
      [other.password, 401],
      ['', 422],
    ] as const) {
      expect((await visitor.post('/step-up', { method: 'password', password })).status).toBe(status);
    }
    for (const method of ['totp', 'passkey', 'none', '', null]) {
      expect((await visitor.post('/step-up', { method, password: anna.password })).status).toBe(422);
    }
    expect((await visitor.post('/security/login-alerts', { mode: 'off' })).status).toBe(403);
  });
});

test('with a compromised password only its change, proving, leaving and “who am I” are open (PW-8)', async () => {
  const ben = await house.customer();
  await ben.signIn();
  await house.database.pool.query(
    'update passwords set must_change = true where user_id = (select id from users where email = $1)',
    [ben.email],
  );
  const openDoors: string[] = [];
  for (const route of behindSignIn.filter(({ path }) => path !== '/step-up')) {
    const body = route.method === 'POST' ? {} : undefined;
    const answer = await ben.send(route.method, addressOf(route.path), body);
    if (answer.json?.type?.endsWith('/password-change-needed') !== true) openDoors.push(nameOf(route));
  }
  expect(openDoors.sort()).toEqual(['GET /security/password', 'GET /session', 'POST /security/password']);
  expect((await ben.post('/sign-out')).status).toBe(204);
});

test('reading changes nothing: every page twice, in both faces and by HEAD, with every kind of link (SE-10, RC-6, field 38)', async () => {
  const visitor = await signIn();
  const fresh = house.visitor();
  await fresh.signUp();
  await visitor.post('/forgot-password', { email: anna.email });
  const tokens: Record<string, string> = {
    '/verify-address': `?token=${tokenIn((await house.mailsTo(fresh.email)).at(-1), 'verify-address')}`,
    '/reset-password': `?token=${tokenIn((await house.mailsTo(anna.email)).at(-1), 'reset-password')}`,
  };
  const alert = (await house.mailsTo(anna.email)).findLast(({ text }) => text.includes('/not-me/'));
  const token = tokenIn(alert, 'not-me');
  const before = await readTables(house.database);
  const seen: string[] = [];
  for (let round = 0; round < 2; round++) {
    for (const { path } of routes.filter(({ method }) => method === 'GET')) {
      const address = `${addressOf(path, { token })}${tokens[path] ?? ''}`;
      for (const [method, accept] of [
        ['GET', 'text/html'],
        ['GET', 'application/json'],
        ['HEAD', 'text/html'],
      ] as const) {
        const answer = await visitor.send(method, address, undefined, { accept });
        expect(answer.status, `${method} ${path}`).toBeLessThan(500);
        if (answer.status === 200 && method === 'GET') seen.push(path);
      }
    }
  }
  expect(seen).toEqual(expect.arrayContaining(['/verify-address', '/reset-password', '/not-me/:token', '/security']));
  expect(await readTables(house.database)).toEqual(before);
});
