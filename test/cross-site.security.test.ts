import { describe, expect, test } from 'vitest';
import { addressOf, bodyFor } from './door-bodies.ts';
import { openHouse } from './house.ts';
import { readTables } from './read-tables.ts';
import type { Visitor } from './visitor.ts';

/*
 * The victim is signed in and opens the attacker's page, which posts to every door of ours with the victim's cookies: to
 * act as the victim, to sign the victim out, or to sign the victim in as somebody else (SE-10, AP-8).
 */

const house = await openHouse();
const anna = await house.customer();
await anna.signIn();
const writes = house.parts.routes.filter(({ method, csrf }) => method === 'POST' && csrf !== 'exempt');
const EVIL = 'https://evil.test';
const OWN = 'http://localhost:3000';

const FOREIGN: [string, Record<string, string | undefined>][] = [
  ['another site', { 'sec-fetch-site': 'cross-site', origin: EVIL }],
  ['a sibling host', { 'sec-fetch-site': 'same-site', origin: 'http://other.localhost:3000' }],
  ['nowhere, as from an address bar', { 'sec-fetch-site': 'none' }],
  ['another site that claims our origin', { 'sec-fetch-site': 'cross-site', origin: OWN }],
  ['a sandboxed frame', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
  ['another site in a browser that names no site', { 'sec-fetch-site': undefined, origin: EVIL }],
  ['another port in such a browser', { 'sec-fetch-site': undefined, origin: 'http://localhost:3001' }],
  ['a page without an origin in such a browser', { 'sec-fetch-site': undefined, origin: 'null' }],
  ['a client that says nothing at all', { 'sec-fetch-site': undefined }],
];

describe.each(FOREIGN)('from %s', (_from, headers) => {
  test('no write of any door does anything', async () => {
    const before = await readTables(house.database);
    for (const { method, path } of writes) {
      const answer = await anna.post(addressOf(path), bodyFor(`${method} ${path}`, anna), headers);
      expect([path, answer.status, answer.json.type]).toEqual([path, 403, `${OWN}/problems/cross-site`]);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
    // Not even a budget: a page that everybody opens must not use up its visitors’ hour.
    expect(await readTables(house.database)).toEqual(before);
    expect((await anna.get('/session')).status).toBe(200);
  });
});

test.each(['text/plain', 'multipart/form-data; boundary=x', 'text/plain;application/json', 'application/x-json'])(
  'JSON as %s, which needs no permission of ours to be sent, is 415 at every door',
  async (type) => {
    for (const { method, path } of writes) {
      const body = JSON.stringify(bodyFor(`${method} ${path}`, anna));
      const answer = await anna.send('POST', addressOf(path), body, { 'content-type': type });
      expect([path, answer.status]).toEqual([path, 415]);
    }
    expect((await anna.get('/session')).status).toBe(200);
  },
);

describe('the form token, where a browser says nothing else', () => {
  const SILENT = { 'sec-fetch-site': undefined, origin: 'null' };
  const tokenOf = async (visitor: Visitor, page: string) =>
    /name="form_token" value="([^"]+)"/.exec((await visitor.page(page)).text)?.[1] ?? '';

  test('of this very browser passes', async () => {
    const ben = await house.customer();
    const form_token = await tokenOf(ben, '/sign-in');
    const fields = { email: ben.email, password: ben.password, form_token };
    expect((await ben.form('/sign-in', fields, SILENT)).headers.get('location')).toBe('/security');
    const left = await ben.form('/sign-out', { form_token: await tokenOf(ben, '/security') }, SILENT);
    expect([left.status, (await ben.get('/session')).status]).toEqual([303, 401]);
  });

  test('of another browser, of another session and of the time before the sign-in does not', async () => {
    const ben = await house.customer();
    const before = await tokenOf(ben, '/sign-in');
    await ben.signIn();
    const thief = await house.customer();
    await thief.signIn();
    for (const form_token of [
      before,
      await tokenOf(thief, '/security'),
      await tokenOf(house.visitor(), '/sign-in'),
      '',
    ]) {
      expect((await ben.form('/sign-out', { form_token }, SILENT)).status).toBe(403);
    }
    expect((await ben.get('/session')).status).toBe(200);
  });

  test('does not help a page that the browser says is foreign', async () => {
    const form_token = await tokenOf(anna, '/security');
    const answer = await anna.form('/sign-out', { form_token }, { 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(403);
  });
});

test('a victim is not signed in as the attacker by a foreign page', async () => {
  const thief = await house.customer();
  const victim = house.visitor();
  const fields = { email: thief.email, password: thief.password };
  for (const [, headers] of FOREIGN) {
    const answer = await victim.form('/sign-in', fields, headers);
    expect(answer.status).toBe(403);
    expect(victim.cookies.has('session')).toBe(false);
  }
});

test('the door that takes reports from anywhere changes nothing and hands out nothing', async () => {
  const before = await readTables(house.database);
  const report = JSON.stringify({ 'csp-report': { 'document-uri': OWN } });
  const headers = { 'content-type': 'application/csp-report', 'sec-fetch-site': 'cross-site', origin: EVIL };
  expect((await anna.send('POST', '/csp-reports', report, headers)).status).toBe(204);
  expect(await readTables(house.database)).toEqual(before);
});

test.each(['null', EVIL, 'http://localhost:3000.evil.test', OWN])(
  'no read is shared with the origin %s (AP-8)',
  async (origin) => {
    for (const [method, path] of [
      ['GET', '/session'],
      ['GET', '/security/login-history'],
      ['OPTIONS', '/session'],
      ['GET', '/nothing'],
    ] as const) {
      const answer = await anna.send(method, path, undefined, { origin, 'access-control-request-method': 'POST' });
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(answer.status).toBe({ OPTIONS: 405, GET: path === '/nothing' ? 404 : 200 }[method]);
    }
  },
);
