import { describe, expect, test } from 'vitest';
import { MINUTE } from '../src/foundations/clock.ts';
import { addressOf, bodyFor } from './door-bodies.ts';
import { openHouse } from './house.ts';
import { tokenIn } from './link-in.ts';
import { readTables } from './read-tables.ts';
import type { Visitor } from './visitor.ts';

/*
 * The attacker reads our log or a copy of our database, and hopes to find what people typed: passwords, links, a password
 * in the field for the address. Or writes into the log, to forge what its readers see (LH-2, LH-3, DP-5).
 */

const house = await openHouse({ keepLog: true });

/** What a field may leave behind, and why. Everything else must be found nowhere. */
const KEPT: Record<string, string[]> = {
  'POST /account': ['name', 'billingContact'],
  'POST /account/invitations': ['email'],
  'POST /security/passkeys/options': ['name'],
  'POST /security/two-factor/enrolment': ['name'],
  'POST /sign-up': ['email', 'name'],
  'POST /personal-information': ['name'],
  'POST /personal-information/email': ['email'],
};

/** Every trace of a text: as it is, and as the bytes that a binary column or a link would show. */
function tracesOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [secret, bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, ''), encodeURIComponent(secret)];
}

async function findIn(place: 'log' | 'tables', secrets: string[]): Promise<string[]> {
  const found: string[] = [];
  const texts = place === 'log' ? new Map([['log', house.logged.join('')]]) : await readTables(house.database);
  for (const secret of secrets) {
    for (const [name, text] of texts)
      if (tracesOf(secret).some((trace) => text.includes(trace))) found.push(`${name}: ${secret}`);
  }
  return found;
}

describe('what is typed into a field', () => {
  const writes = house.parts.routes.filter(({ method }) => method === 'POST');

  test('of any door is in no line of the log and in no row, but for names and addresses that were given to be kept', async () => {
    const anna = await house.customer();
    const secrets: string[] = [];
    for (const { method, path } of writes) {
      const door = `${method} ${path}`;
      const body = bodyFor(door, anna);
      for (const field of Object.keys(body)) {
        const canary = `canary-${secrets.length}-kestrel-${field.toLowerCase()}`;
        const value = field === 'email' ? `${canary}@example.test` : canary;
        if (!KEPT[door]?.includes(field)) secrets.push(value);
        if (!anna.cookies.has('session')) await anna.signIn();
        await anna.post(addressOf(path), { ...body, [field]: value });
        await anna.form(addressOf(path), { ...stringsOf(body), [field]: value });
      }
      await house.database.pool.query('delete from guess_counters');
    }
    await house.mailsTo(anna.email);
    expect(secrets.length).toBeGreaterThan(20);
    expect(await findIn('log', secrets)).toEqual([]);
    // An address may be a password typed into the wrong field; where a mail was asked for, it waits sealed.
    expect(await findIn('tables', secrets)).toEqual([]);
  });

  test('of the address bar is not logged either', async () => {
    const token = `canary${'q'.repeat(37)}`;
    const visitor = house.visitor();
    await visitor.page(`/reset-password?token=${token}`);
    await visitor.page(`/not-me/${token}`);
    await visitor.page(`/nothing?password=canary-typed-password&token=${token}`);
    await visitor.get(`/sign-in?next=/x&done=canary-typed-password`);
    expect(await findIn('log', [token, 'canary-typed-password'])).toEqual([]);
  });
});

function stringsOf(body: object): Record<string, string> {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]));
}

test('a whole life of an account leaves no password, no link and no cookie behind', async () => {
  const secrets: string[] = [];
  const keep = (visitor: Visitor) => {
    for (const name of ['session', 'device', 'browser', 'pending'])
      secrets.push(...(visitor.cookies.get(name) ?? '').split('.'));
  };
  const ben = house.visitor({ password: 'canary one lamps quietly' });
  await ben.signUp();
  const verify = tokenIn((await house.mailsTo(ben.email)).at(-1), 'verify-address');
  await ben.post('/verify-address', { token: verify });
  await ben.signIn('canary two wrong guess');
  await ben.signIn(ben.password, { keep: true });
  keep(ben);
  const notMe = tokenIn((await house.mailsTo(ben.email)).at(-1), 'not-me');
  house.clock.advance(11 * MINUTE);
  await ben.post('/step-up', { method: 'password', password: ben.password });
  keep(ben);
  const changed = 'canary three foxes dozing';
  expect((await ben.post('/security/password', { current: ben.password, password: changed })).status).toBe(200);
  await ben.post('/forgot-password', { email: ben.email });
  const reset = tokenIn((await house.mailsTo(ben.email)).at(-1), 'reset-password');
  const last = 'canary four geese walking';
  expect((await ben.post('/reset-password', { token: reset, password: last })).status).toBe(200);
  await ben.signIn(last);
  keep(ben);
  await ben.post(`/not-me/${notMe}`);
  await house.mailsTo(ben.email);
  secrets.push(ben.password, 'canary two wrong guess', changed, last, verify, notMe, reset);
  const all = secrets.filter(Boolean);
  expect(all.length).toBeGreaterThan(12);
  expect(await findIn('tables', all)).toEqual([]);
  expect(await findIn('log', all)).toEqual([]);
});

test('passwords are kept as Argon2id of the strength asked for, and nothing else (PW-12)', async () => {
  const { rows } = await house.database.pool.query('select hash from passwords');
  expect(rows.length).toBeGreaterThan(0);
  for (const { hash } of rows) expect(hash).toMatch(/^\$argon2id\$v=19\$m=\d+,t=\d+,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
});

test('a failure that nobody foresaw is told without a word of the inside, and logged without a secret (AP-1)', async () => {
  const broken = await openHouse({ keepLog: true });
  const anna = await broken.customer();
  await anna.signIn();
  await broken.database.pool.query('alter table one_time_tokens rename column data to gone');
  await broken.database.pool.query('alter table passwords rename column hash to gone');
  const token = `canary${'q'.repeat(37)}`;
  const password = 'canary password of a person';
  const answers = [
    await anna.post('/reset-password', { token, password }),
    await anna.form('/reset-password', { token, password }),
    await anna.page(`/reset-password?token=${token}`),
    await anna.get(`/not-me/${token}`),
    await anna.post('/sign-in', { email: anna.email, password }),
    await anna.post('/step-up', { method: 'password', password }),
  ];
  for (const { status, text, headers } of answers) {
    expect(status).toBe(500);
    expect(text).not.toMatch(/\bat \/|node_modules|\.tsx?\b|select |column|canary|pg_|error:/i);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
  }
  const log = broken.logged.join('');
  expect(log).toContain('request failed');
  for (const secret of [token, password, anna.cookies.get('session') ?? 'none', anna.cookies.get('device') ?? 'none']) {
    expect(log).not.toContain(secret);
  }
});

test('no header, field or report makes a second line, or a line of another kind (LH-3)', async () => {
  const before = house.logged.length;
  const forged = '{"level":"error","message":"forged","time":"2026-01-01T00:00:00Z"}';
  const hostile = `x","level":"fatal","y":"\\n${forged}\u0085\u009b31m\t`;
  const visitor = house.visitor({ userAgent: hostile });
  const report = { 'content-type': 'application/csp-report' };
  await visitor.send('POST', '/csp-reports', `first\r\n${forged}\u2028${forged}\u0000`, report);
  await visitor.post(
    '/sign-up',
    { email: `a\n${forged}@example.test`, password: forged, name: `a\n${forged}` },
    { referer: hostile, accept: hostile },
  );
  for (let n = 0; n < 7; n++)
    await visitor.post('/forgot-password', { email: 'somebody@example.test' }, { 'accept-language': hostile });
  await house.mailsTo('somebody@example.test');
  const lines = house.logged.slice(before);
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    expect(line.endsWith('}\n')).toBe(true);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what is tested
    expect(line.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
    expect(['debug', 'info', 'warn', 'error']).toContain(JSON.parse(line).level);
    expect(JSON.parse(line).message).not.toBe('forged');
  }
});

test('a link’s token in a browser’s report is not logged, whole or in part', async () => {
  const token = 'T0kenOfSomebody'.padEnd(43, 'x');
  const before = house.logged.length;
  for (const length of [0, 1860, 1880, 3860, 3880]) {
    const report = `${'a '.repeat(length / 2)}http://localhost:3000/reset-password?token=${token} http://localhost:3000/not-me/${token}`;
    await house.visitor().send('POST', '/csp-reports', report, { 'content-type': 'application/csp-report' });
  }
  const lines = house.logged.slice(before);
  expect(lines).toHaveLength(5);
  expect(lines.join('')).not.toContain('T0ken');
});

test('what a browser or a person calls itself is shown as text, never as markup (BH-2)', async () => {
  const markup = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
  const anna = await house.customer({ userAgent: `Mozilla/5.0 ${markup}` });
  await anna.signIn();
  expect((await anna.post('/personal-information', { name: markup.slice(0, 90) })).status).toBe(200);
  for (const { method, path } of house.parts.routes) {
    if (method !== 'GET' || path.includes(':')) continue;
    expect((await anna.page(path)).text, path).not.toMatch(/<img src=x|<script>alert/);
  }
  for (const path of ['/sign-in', '/sign-up', '/forgot-password']) {
    const page = await house.visitor().form(path, { email: markup, name: markup, next: markup, password: 'x' });
    expect(page.status).toBe(422);
    expect(page.text).not.toMatch(/<img src=x|<script>alert/);
  }
  for (const { html } of await house.mailsTo(anna.email)) expect(html).not.toMatch(/<img src=x|<script>alert/);
});
