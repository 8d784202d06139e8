import net from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { listen } from '../src/foundations/http/listen.ts';
import { addressOf, bodyFor } from './door-bodies.ts';
import { openHouse } from './house.ts';
import { tokenIn } from './link-in.ts';
import type { Answer, Visitor } from './visitor.ts';

/*
 * The attacker sends what no form of ours sends: other types, other fields, half characters, a NUL that PostgreSQL cannot
 * keep, a megabyte, a method that does not exist. Nothing of it may end in a failure of ours, tell of the inside, or be
 * half done (AP-1, AP-2, AP-3, AP-9, PW-14).
 */

const house = await openHouse({ keepLog: true });
const writes = house.parts.routes.filter(({ method }) => method === 'POST');
const DOORS = writes.map(({ method, path }) => [`${method} ${path}`, path] as const);
const REPORTS = 'POST /csp-reports';
const anna = await house.customer();

// Each test begins with untouched budgets and somebody signed in just now.
beforeEach(async () => {
  await house.database.pool.query('delete from rate_limits');
  await house.database.pool.query('delete from guess_counters');
  house.clock.advance(60_000);
});

async function signedIn(): Promise<Visitor> {
  const visitor = anna.elsewhere();
  await visitor.signIn();
  return visitor;
}

/** A refusal that says what is wrong and nothing about us. */
function expectRefusal(answer: Answer, statuses: readonly number[], about: unknown): void {
  expect(statuses, JSON.stringify(about)).toContain(answer.status);
  // Among random letters any three can stand together, once in a while.
  const said = answer.text.replace(/req_\w+/, '').replace(/"[\w-]{40,}"/g, '"random"');
  expect(said).not.toMatch(/\bat [\w.]+ \(|node_modules|\.tsx?:|\bselect \w|invalid byte|\bzod|pg_/i);
  if (answer.status < 400) return;
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(answer.json).toMatchObject({ status: answer.status, title: expect.any(String), detail: expect.any(String) });
  expect(answer.json.type).toMatch(/^http:\/\/localhost:3000\/problems\/[a-z-]+$/);
}

const WRONG_TYPES = [['x'], [['x']], { a: 1 }, {}, [], 7, 1e308];
const HOSTILE_TEXTS = [
  'a\u0000b',
  '\u0000',
  '\ud800',
  'x\udfff',
  "' or 1=1 --",
  '\u202e',
  '\ufeff',
  '%00',
  'x'.repeat(50_000),
];
const REFUSED = [400, 401, 403, 410, 422, 429];

/** With a live link where a door looks at the link before the rest. */
async function liveBodyFor(door: string): Promise<object> {
  const body = bodyFor(door, anna);
  if (door !== 'POST /reset-password') return body;
  const ben = await house.customer();
  await ben.post('/forgot-password', { email: ben.email });
  return { ...body, token: tokenIn((await house.mailsTo(ben.email)).at(-1), 'reset-password') };
}

describe.each(DOORS)('%s', (door, path) => {
  test('refuses a list, an object or a number where a text belongs, and names the field', async () => {
    // A report is read as raw text: it has no fields.
    if (door === REPORTS) return;
    const body = await liveBodyFor(door);
    const visitor = await signedIn();
    for (const field of Object.keys(body)) {
      for (const value of [...WRONG_TYPES, null]) {
        const answer = await visitor.post(addressOf(path), { ...body, [field]: value });
        expectRefusal(answer, [422], [field, value]);
        expect(answer.json.errors.map((error: { field: string }) => error.field.split('.')[0])).toContain(field);
      }
    }
  });

  test('refuses a field that it does not know', async () => {
    const body = await liveBodyFor(door);
    const visitor = await signedIn();
    const fields = ['hint', 'role', 'constructor', 'toString', 'state', 'user_id'].filter(
      (name) => !Object.hasOwn(body, name),
    );
    // A report is read as raw text: it has no fields.
    if (door === REPORTS) return;
    for (const field of fields) {
      const answer = await visitor.post(addressOf(path), { ...body, [field]: 'x' });
      expectRefusal(answer, [422], field);
      expect(answer.json.errors).toContainEqual({ field, code: 'unknown', message: expect.any(String) });
    }
  });

  test('survives NUL, half characters and the like in every field, as JSON and as a form', async () => {
    const body = await liveBodyFor(door);
    const visitor = await signedIn();
    for (const field of Object.keys(body)) {
      for (const text of HOSTILE_TEXTS) {
        const strings = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]));
        for (const answer of [
          await visitor.post(addressOf(path), { ...body, [field]: text }),
          await visitor.form(addressOf(path), { ...strings, [field]: text }, { accept: 'application/json' }),
        ]) {
          expect(answer.status, `${field}: ${JSON.stringify(text.slice(0, 20))}`).toBeLessThan(500);
          if (!visitor.cookies.has('session')) await visitor.signIn();
        }
      }
    }
  });

  test('refuses what two readers would read differently, too much, and another kind of body', async () => {
    const visitor = await signedIn();
    const json = (text: string) => visitor.send('POST', addressOf(path), text, { 'content-type': 'application/json' });
    const form = (text: string) =>
      visitor.send('POST', addressOf(path), text, { 'content-type': 'application/x-www-form-urlencoded' });
    for (const text of [
      '{"a":1,"a":2}',
      '{"__proto__":{"x":1}}',
      '[]',
      'null',
      '"x"',
      '{',
      `${'['.repeat(999)}${']'.repeat(999)}`,
    ]) {
      expectRefusal(await json(text), [400], text);
    }
    for (const text of ['a=1&a=2', '__proto__=1']) expectRefusal(await form(text), [400], text);
    expectRefusal(
      await visitor.send('POST', `${addressOf(path)}?a=1&a=2`, '{}', { 'content-type': 'application/json' }),
      [400],
      'query',
    );
    const most = house.parts.routes.find((route) => `${route.method} ${route.path}` === door)?.maxBodyBytes ?? 0;
    for (const send of [json, form]) expectRefusal(await send(`a=${'x'.repeat(most)}`), [413], 'more than it takes');
    for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'image/png']) {
      const answer = await visitor.send('POST', addressOf(path), 'a=1', { 'content-type': type });
      expectRefusal(answer, [415], type);
    }
    expect((await visitor.get('/session')).status).toBe(200);
  });

  test('answers whatever JSON there is without failing', async () => {
    const body = await liveBodyFor(door);
    const visitor = await signedIn();
    const names = fc.oneof(fc.constantFrom(...Object.keys(body), 'x'), fc.string({ unit: 'binary', maxLength: 8 }));
    const bodies = fc.dictionary(names, fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.string({ unit: 'binary' })), {
      maxKeys: 4,
    });
    await fc.assert(
      fc.asyncProperty(bodies, async (sent) => {
        const answer = await visitor.post(addressOf(path), sent);
        expectRefusal(answer, [200, 201, 202, 204, ...REFUSED, 404, 409, 413], sent);
      }),
      { numRuns: 12 },
    );
  });
});

test('a NUL, half a character or a broken escape in an address or a query is 4xx or a page, never a failure', async () => {
  const visitor = await signedIn();
  for (const hostile of [
    '%00',
    'a%00b',
    '%ED%A0%80',
    '%F0%9F',
    '%',
    '%zz',
    '..%2f..%2fetc%2fpasswd',
    "'--",
    'x'.repeat(3000),
  ]) {
    for (const { method, path } of house.parts.routes) {
      // The house of the tests has assets of every name.
      if (!path.includes(':') || path.startsWith('/assets')) continue;
      const address = path.replace(/:\w+/g, hostile);
      const answer = await visitor.send(method, address, method === 'POST' ? {} : undefined);
      expect(answer.status, `${method} ${address.slice(0, 60)}`).toBeGreaterThanOrEqual(400);
      expect(answer.status, `${method} ${address.slice(0, 60)}`).toBeLessThan(500);
    }
    for (const { method, path } of house.parts.routes.filter((route) => route.method === 'GET')) {
      const query = ['token', 'next', 'resume', 'done', 'saved', 'cursor', 'outcome', 'from', 'to'];
      const address = `${addressOf(path)}?${query.map((name) => `${name}=${hostile}`).join('&')}`;
      for (const accept of ['text/html', 'application/json']) {
        const answer = await visitor.send(method, address, undefined, { accept });
        expect(answer.status, `${path} ${hostile.slice(0, 30)}`).toBeLessThan(500);
      }
    }
  }
});

test('a repeated key in a query is refused at every door that reads (AP-2)', async () => {
  const visitor = await signedIn();
  for (const { path } of house.parts.routes.filter(({ method }) => method === 'GET')) {
    expectRefusal(await visitor.get(`${addressOf(path)}?a=1&a=2`), [400], path);
    expectRefusal(await visitor.get(`${addressOf(path)}?__proto__=1`), [400], path);
  }
});

test('a method that a door does not have is 405 with those it has, whatever is sent along (AP-3, IP-7)', async () => {
  const visitor = await signedIn();
  const paths = new Set(house.parts.routes.map(({ path }) => path));
  for (const path of paths) {
    const here = house.parts.routes.filter((route) => route.path === path).map(({ method }) => method);
    const allow = here.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
    for (const method of [
      'PUT',
      'DELETE',
      'PATCH',
      'OPTIONS',
      'PROPFIND',
      ...(here.includes('POST') ? [] : ['POST']),
    ]) {
      const answer = await visitor.send(method, addressOf(path));
      expectRefusal(answer, [405], [method, path]);
      expect(answer.headers.get('allow')?.split(', ').sort()).toEqual(allow.sort());
    }
  }
});

describe('over a real socket', async () => {
  const port = await freePort();
  const listening = await listen(house.parts.app, ['127.0.0.1'], port);
  afterAll(() => listening.stop());

  test.each([
    ['TRACE', 405],
    ['PROPFIND', 405],
    // The parser knows no such method.
    ['TRACK', 400],
    // Nobody listens for it: the connection is closed without a word.
    ['CONNECT', undefined],
  ])('%s gets %s everywhere, and nothing of what was sent', async (method, status) => {
    const paths = new Set(house.parts.routes.map(({ path }) => addressOf(path)));
    for (const path of paths) {
      const head = [
        `${method} ${path} HTTP/1.1`,
        'Host: localhost:3000',
        'Cookie: session=TELL-ME',
        'X-Secret: TELL-ME',
      ];
      const answer = await say(port, [...head, 'Connection: close', '', ''].join('\r\n'));
      const said = /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1];
      expect(said && Number(said), path).toBe(status);
      expect(answer).not.toContain('TELL-ME');
    }
  });
});

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was free');
  return address.port;
}

/** Sends bytes and reads until the other end closes. */
function say(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = net.connect(port, '127.0.0.1');
    socket.on('data', (data) => {
      text += data.toString('latin1');
    });
    socket.on('error', () => {});
    socket.once('close', () => resolve(text));
    socket.write(bytes);
  });
}

test('a path that is not ours is 404 in both faces, files that others leave lying about included (BH-5, BH-6)', async () => {
  const visitor = await signedIn();
  const paths = [
    '/security/x.css',
    '/session.json',
    '/.git/config',
    '/.env',
    '/package.json',
    '/metrics',
    '/debug',
    '/api/v1/users',
    '/.well-known/security.txt',
    '/.well-known/openid-configuration',
    '/assets/',
    '/SIGN-IN',
    '/sign-in/',
    '//sign-in',
    '/problems/nothing',
  ];
  for (const path of paths) {
    expectRefusal(await visitor.get(path), [404], path);
    const page = await visitor.page(path);
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.text).toContain('<h1');
  }
});

test('headers of every kind are survived', async () => {
  const byte = fc
    .integer({ min: 1, max: 255 })
    .filter((code) => code !== 10 && code !== 13)
    .map((code) => String.fromCharCode(code));
  const text = fc.string({ unit: byte, maxLength: 200 });
  const names = [
    'accept',
    'accept-language',
    'user-agent',
    'x-forwarded-for',
    'forwarded',
    'origin',
    'referer',
    'cookie',
    'content-type',
  ];
  const visitor = house.visitor();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      text,
      fc.constantFrom('/sign-in', '/session', '/security'),
      async (name, value, path) => {
        expect((await visitor.get(path, { [name]: value })).status).toBeLessThan(500);
        expect(
          (await visitor.post('/sign-in', { email: 'a@b.test', password: 'x' }, { [name]: value })).status,
        ).toBeLessThan(500);
      },
    ),
    { numRuns: 60 },
  );
  await house.database.pool.query('delete from guess_counters');
});

test('nothing of all this polluted a prototype, and nothing was logged as a failure of ours', () => {
  expect(({} as Record<string, unknown>).x).toBeUndefined();
  expect(house.logged.filter((line) => JSON.parse(line).level === 'error')).toEqual([]);
});
