import { describe, expect, test } from 'vitest';
import { MINUTE } from '../src/foundations/clock.ts';
import { sceneFor } from './account-scenes.ts';
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

/** What a door says when it acted, other than 200. */
const STATUS_OF: Record<string, number> = {
  'POST /account/invitations': 201,
  'POST /personal-information/addresses': 202,
  'POST /personal-information/email': 202,
  'POST /security/two-factor/enrolment': 201,
  'POST /security/two-factor/backup-codes': 201,
  // What was begun eleven minutes ago is over, or was never there: the door was reached and says so.
  'POST /security/two-factor/enrolment/confirm': 409,
  'POST /security/two-factor/enrolment/saved': 409,
  'POST /security/two-factor/backup-codes/saved': 409,
  'POST /security/two-factor/apps/:id/rename': 404,
  'POST /security/two-factor/apps/:id/remove': 404,
  'POST /security/passkeys': 400,
  'POST /security/passkeys/second-factor': 409,
  'POST /security/passkeys/:id/rename': 404,
  'POST /security/passkeys/:id/remove': 404,
  'POST /security/passkeys/:id/end-sessions': 404,
  'POST /security/passkey-only': 409,
};

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
      'GET /security/two-factor/enrolment',
      'POST /account',
      'POST /account/activity/export',
      'POST /account/invitations',
      'POST /account/invitations/:id/resend',
      'POST /account/invitations/:id/revoke',
      'POST /account/leave',
      'POST /account/policy',
      'POST /account/policy/addresses',
      'POST /account/policy/addresses/confirm',
      'POST /account/policy/addresses/remove',
      'POST /account/users/:id/remove',
      'POST /account/users/:id/resume',
      'POST /account/users/:id/role',
      'POST /account/users/:id/stop-ownership',
      'POST /account/users/:id/suspend',
      'POST /personal-information/addresses',
      'POST /personal-information/addresses/confirm',
      'POST /personal-information/addresses/remove',
      'POST /personal-information/email',
      'POST /personal-information/email/confirm',
      'POST /security/anti-phishing-code',
      'POST /security/anti-phishing-code/remove',
      'POST /security/anti-phishing-code/show',
      'POST /security/ip-restriction',
      'POST /security/ip-restriction/confirm',
      'POST /security/ip-restriction/remove',
      'POST /security/login-alerts',
      'POST /security/login-history/export',
      'POST /security/passkey-only',
      'POST /security/passkeys',
      'POST /security/passkeys/:id/end-sessions',
      'POST /security/passkeys/:id/remove',
      'POST /security/passkeys/:id/rename',
      'POST /security/passkeys/options',
      'POST /security/passkeys/second-factor',
      'POST /security/password',
      'POST /security/recovery',
      'POST /security/sessions/:id/end',
      'POST /security/sessions/end-all',
      'POST /security/sessions/end-others',
      'POST /security/two-factor/apps/:id/remove',
      'POST /security/two-factor/apps/:id/rename',
      'POST /security/two-factor/backup-codes',
      'POST /security/two-factor/backup-codes/saved',
      'POST /security/two-factor/disable',
      'POST /security/two-factor/enrolment',
      'POST /security/two-factor/enrolment/confirm',
      'POST /security/two-factor/enrolment/saved',
    ]);
  });

  test('whatever writes behind the sign-in is an act, or says by its name that it only proves or lasts', () => {
    const passive = behindSignIn.filter(({ method, guardName }) => method === 'POST' && !/act|step-up/.test(guardName));
    expect(passive.map(nameOf).sort()).toEqual([
      'POST /session/extend',
      'POST /step-up',
      'POST /step-up/passkey/options',
    ]);
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
  const sensitive = routes.filter(({ method, guardName }) => method === 'POST' && guardName.includes('step-up'));

  test.each(sensitive.map((route) => [nameOf(route), route] as const))(
    '%s asks for a step-up first',
    async (name, { path }) => {
      const visitor = await signIn();
      const other = await signIn();
      const session = (await other.get('/session')).json.session;
      const { id = session.id, body } = await sceneFor(name, house, visitor);
      house.clock.advance(11 * MINUTE);
      const address = addressOf(path, { id });
      const before = await readTables(house.database);
      const refused = await visitor.post(address, body);
      expect([refused.status, refused.json.type]).toEqual([
        403,
        expect.stringMatching(/\/problems\/step-up-required$/),
      ]);
      const page = await visitor.send('POST', address, body, { accept: 'text/html' });
      expect(page.status).toBe(403);
      expect(page.text).toContain('action="/step-up"');
      expect(page.text).not.toContain(anna.password);
      const after = await readTables(house.database);
      // The two requests were seen.
      for (const tables of [before, after]) tables.delete('public.sessions');
      expect(after).toEqual(before);

      expect((await visitor.post('/step-up', { method: 'password', password: anna.password })).status).toBe(200);
      const done = await visitor.post(address, body);
      expect(done.status, done.text).toBe(STATUS_OF[name] ?? 200);
      if (name === 'POST /security/password') anna.password = 'nine grey otters sleeping';
      if (name === 'POST /personal-information/email/confirm') anna.email = done.json.email;
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
  for (const route of behindSignIn.filter(({ path }) => !path.startsWith('/step-up'))) {
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
  // To have looked at what colleagues do is itself noted, once an hour (LH-6); all further looks leave no trace.
  for (const path of ['/account/users', '/account/activity']) await visitor.get(path);
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
