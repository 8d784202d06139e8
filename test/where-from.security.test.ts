import { describe, expect, test } from 'vitest';
import { openHouse } from './house.ts';
import type { Visitor } from './visitor.ts';

/*
 * The attacker writes into the headers that proxies write: to look like somebody else in the history, to be nobody in
 * particular to the limits, to pass an address rule, or to make our own mails lead to their host (IP-1, IP-2, RC-5,
 * field 6, 7).
 */

const house = await openHouse();
const anna = await house.customer();
const FORWARDED = 'for=10.0.0.1;host=evil.test;proto=https, for="[2001:db8::1]"';

async function addressSeen(visitor: Visitor, headers: Record<string, string>): Promise<string | null> {
  const { email, password } = visitor;
  expect((await visitor.post('/sign-in', { email, password }, headers)).status).toBe(200);
  return (await visitor.get('/security/login-history', headers)).json.events[0].address;
}

describe('a client’s address', () => {
  test.each([
    ['198.51.100.7', '198.51.100.7'],
    ['10.0.0.1, 198.51.100.7', '198.51.100.7'],
    ['127.0.0.1, 198.51.100.7', '198.51.100.7'],
    ['1.1.1.1, 198.51.100.7, 127.0.0.1', '198.51.100.7'],
    ['1.1.1.1,,, 2001:DB8:0:0:1::1', '2001:db8::1:0:0:1'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['198.51.100.7, unknown', null],
    ['198.51.100.7, 010.0.0.1', null],
    ['198.51.100.7, <script>', null],
    ['', '127.0.0.1'],
  ])('behind the listed proxy, X-Forwarded-For %j is %j, whatever Forwarded says', async (line, address) => {
    expect(await addressSeen(anna, { 'x-forwarded-for': line, forwarded: FORWARDED })).toBe(address);
  });

  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['127.0.0.2', '127.0.0.2'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('of an unlisted peer %s no header is believed', async (peer, address) => {
    const direct = anna.elsewhere();
    direct.peer = peer;
    const forged = {
      'x-forwarded-for': '10.0.0.1',
      forwarded: FORWARDED,
      'x-real-ip': '10.0.0.1',
      'true-client-ip': '10.0.0.1',
    };
    expect(await addressSeen(direct, forged)).toBe(address);
  });
});

describe('limits', () => {
  test('a direct client that changes the header with each try stays one source (Probed: 60 wrong passwords, no 429)', async () => {
    const spray = house.visitor();
    spray.peer = '203.0.113.77';
    const statuses: number[] = [];
    for (let n = 0; n < 105; n++) {
      spray.address = `10.${n}.0.1`;
      statuses.push((await spray.signIn('one password for all', { email: `user-${n}@example.test` })).status);
    }
    expect(statuses).toEqual([...Array(100).fill(401), ...Array(5).fill(429)]);
  });

  test('one behind the proxy that changes what stands left of it stays one source too', async () => {
    const spray = house.visitor();
    const statuses: number[] = [];
    for (let n = 0; n < 105; n++) {
      spray.address = `10.${n}.0.1, 203.0.115.${n}`;
      statuses.push((await spray.signIn('one password for all', { email: `other-${n}@example.test` })).status);
    }
    expect(statuses.slice(98)).toEqual([401, 401, 429, 429, 429, 429, 429]);
  });

  test('whoever has no address shares one budget with all others that have none, at every limited door', async () => {
    const nobody = (n: number) => house.visitor({ address: `unknown, _hidden${n}` });
    const statuses: number[] = [];
    for (let n = 0; n < 61; n++)
      statuses.push((await nobody(n).post('/forgot-password', { email: `x-${n}@example.test` })).status);
    expect(statuses).toEqual([...Array(60).fill(202), 429]);
    for (let n = 0; n < 100; n++) await nobody(n).signIn('one password for all', { email: `nobody-${n}@example.test` });
    expect((await nobody(0).signIn('one password for all', { email: 'last@example.test' })).status).toBe(429);
  });

  test('addresses of one IPv6 /64 are one source, and the next /64 is another (RL-2)', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 61; n++) {
      const visitor = house.visitor({ address: `2001:db8:7:7::${n.toString(16)}` });
      statuses.push((await visitor.post('/forgot-password', { email: `v6-${n}@example.test` })).status);
    }
    expect(statuses.at(-1)).toBe(429);
    const neighbour = house.visitor({ address: '2001:db8:7:8::1' });
    expect((await neighbour.post('/forgot-password', { email: 'v6@example.test' })).status).toBe(202);
  });
});

describe('address rules', () => {
  test('get no address when there is none, deny then, and are told only after the right password (IP-2, IP-7)', async () => {
    const asked: (string | null)[] = [];
    const rule = {
      allows: async (_tx: unknown, { address }: { address: string | null }) => {
        asked.push(address);
        return address === '198.51.100.7';
      },
    };
    const strict = await openHouse({ addressRules: [rule] });
    const ben = await strict.customer({ address: '198.51.100.7' });
    const hidden = ben.elsewhere({ address: 'unknown' });
    expect((await hidden.signIn('not the password at all')).json.type).toMatch(/sign-in-refused$/);
    expect(asked).toEqual([]);
    const denied = await hidden.signIn();
    expect([denied.status, denied.json.type]).toEqual([401, expect.stringMatching(/address-not-allowed$/)]);
    expect(denied.text).not.toContain('198.51.100');
    expect(hidden.cookies.has('session')).toBe(false);
    expect((await ben.signIn()).status).toBe(200);
    expect(asked).toEqual([null, '198.51.100.7']);
  });

  test('that fail deny, and leave nothing half done', async () => {
    const broken = await openHouse({ addressRules: [{ allows: () => Promise.reject(new Error('rule broken')) }] });
    const anna = await broken.customer();
    const answer = await anna.signIn();
    expect(answer.status).toBe(500);
    expect(answer.text).not.toMatch(/rule broken|\.ts/);
    expect(anna.cookies.has('session')).toBe(false);
    for (const table of ['sessions', 'known_devices']) {
      expect((await broken.database.pool.query(`select 1 from ${table}`)).rows, table).toEqual([]);
    }
  });
});

test('whatever host a request names, links in mails and answers lead to PUBLIC_URL alone (RC-5)', async () => {
  const hostile = {
    host: 'evil.test',
    'x-forwarded-host': 'evil.test',
    'x-forwarded-proto': 'https',
    'x-forwarded-server': 'evil.test',
    'x-original-url': 'http://evil.test/',
    forwarded: FORWARDED,
  };
  const answers: string[] = [];
  const anna = house.visitor({ address: '192.0.2.44' });
  const keep = ({ text, headers }: { text: string; headers: Headers }) =>
    answers.push(text, headers.get('location') ?? '');
  keep(await anna.post('/sign-up', { email: anna.email, password: anna.password, name: 'Anna' }, hostile));
  const token = /token=([\w-]+)/.exec((await house.mailsTo(anna.email)).at(-1)?.text ?? '')?.[1];
  keep(await anna.post('/verify-address', { token }, hostile));
  keep(await anna.post('/sign-up', { email: anna.email, password: anna.password, name: 'Anna' }, hostile));
  keep(await anna.post('/forgot-password', { email: anna.email }, hostile));
  keep(await anna.post('/sign-in', { email: anna.email, password: anna.password }, hostile));
  keep(await anna.get('/security', { ...hostile, accept: 'text/html' }));
  keep(await anna.get('/.well-known/change-password', { ...hostile, accept: 'text/html' }));
  keep(await anna.get('/nothing-here', hostile));
  const mails = await house.mailsTo(anna.email);
  expect(mails.length).toBeGreaterThanOrEqual(4);
  for (const { text, html, headers } of mails) {
    expect(JSON.stringify([text, html, headers])).not.toContain('evil');
    for (const [link] of `${text} ${html}`.matchAll(/https?:\/\/[^\s"'<>)]+/g)) {
      expect(['http://localhost:3000', 'http://www.w3.org']).toContain(new URL(link.replace(/\.$/, '')).origin);
    }
  }
  expect(answers.join('\n')).not.toContain('evil');
});
