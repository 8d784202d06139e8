/**
 * nginx, Caddy and HAProxy in front, as people run them. A thief with the password and a stolen session stands at one
 * address and writes the other into every header there is; the list of allowed addresses must see where they stand (IP-1).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { makeCustomers } from './make-customers.ts';
import { type HeaderFamily, type ProxyName, type RunningProxy, runProxy } from './run-proxy.ts';
import { endDatabase, findFreePort, type RunningProduct, startProduct } from './running-product.ts';

/** Of this machine, all of them; the proxies speak to the product from 127.0.0.1, which alone is trusted. */
const OFFICE = '127.0.0.20';
const THIEF = '127.0.0.30';

const undo: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: drills look into bodies of every shape
  json: any;
}

class Browser {
  cookies = new Map<string, string>();
  readonly from: string;
  readonly origin: string;
  port: number;
  headers: Record<string, string | string[]> = {};

  constructor(origin: string, port: number, from: string) {
    this.origin = origin;
    this.port = port;
    this.from = from;
  }

  send(method: 'GET' | 'POST', where: string, body?: object): Promise<Answer> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const host = new URL(this.origin).host;
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: this.port,
          localAddress: this.from,
          method,
          path: where,
          headers: {
            host,
            accept: 'application/json',
            origin: this.origin,
            cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
            ...(body === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
            ...this.headers,
          },
        },
        (answer) => {
          let said = '';
          answer.on('data', (part) => (said += String(part)));
          answer.on('end', () => {
            for (const line of answer.headers['set-cookie'] ?? []) {
              const [pair = ''] = line.split(';');
              const equals = pair.indexOf('=');
              this.cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
            }
            resolve({ status: answer.statusCode ?? 0, json: said.startsWith('{') ? JSON.parse(said) : undefined });
          });
        },
      );
      sent.once('error', reject);
      sent.end(text);
    });
  }
}

async function start(
  name: ProxyName,
  header: HeaderFamily,
): Promise<{ product: RunningProduct; proxy: RunningProxy; dataFolder: string }> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), `gatehouse-${name}-`));
  undo.push(() => rmSync(dataFolder, { recursive: true, force: true }));
  const environment = { TRUSTED_PROXIES: '127.0.0.1', FORWARDED_HEADER: header, HOST: '127.0.0.1' };
  const product = await startProduct({ dataFolder, environment });
  undo.push(async () => {
    await product.stop();
    endDatabase(dataFolder);
  });
  const folder = path.join(dataFolder, 'proxy');
  const target = Number(new URL(product.origin).port);
  const proxy = await runProxy(name, { folder, port: await findFreePort(), target, header });
  undo.push(() => proxy.stop());
  return { product, proxy, dataFolder };
}

/** Every way of saying “I am at the office”. */
const LIES: Record<string, string | string[]>[] = [
  {},
  { 'x-forwarded-for': OFFICE },
  { 'x-forwarded-for': [OFFICE, OFFICE] },
  { 'x-forwarded-for': `${OFFICE}, 127.0.0.1, 127.0.0.1` },
  { 'x-forwarded-for': `"${OFFICE}` },
  { forwarded: `for=${OFFICE}` },
  { forwarded: [`for=${OFFICE}`, `for="${OFFICE}`] },
  { forwarded: `for=${OFFICE};by="` },
  { 'x-real-ip': OFFICE, 'x-client-ip': OFFICE, 'true-client-ip': OFFICE, 'cf-connecting-ip': OFFICE },
];

const CASES = (['nginx', 'caddy', 'haproxy'] as const).flatMap((name) =>
  (['x-forwarded-for', 'forwarded'] as const).map((header) => [name, header] as const),
);

test.each(CASES)('%s with %s: whoever stands elsewhere is elsewhere, whatever they write', async (name, header) => {
  const { product, proxy } = await start(name, header);
  const [person] = await makeCustomers(product.origin, 1);
  if (person === undefined) throw new Error('nobody signed up');
  const { email, password } = person;
  const owner = new Browser(product.origin, proxy.port, OFFICE);
  expect((await owner.send('POST', '/sign-in', { email, password })).status).toBe(200);
  const list = { entries: [{ range: OFFICE, label: 'office' }] };
  expect((await owner.send('POST', '/security/ip-restriction', list)).json).toMatchObject({ state: 'provisional' });
  expect((await owner.send('POST', '/step-up', { method: 'password', password })).status).toBe(200);
  expect((await owner.send('POST', '/security/ip-restriction/confirm', {})).json).toEqual({ state: 'active' });
  expect((await owner.send('GET', '/session')).status).toBe(200);

  const direct = Number(new URL(product.origin).port);
  for (const headers of LIES) {
    for (const port of [proxy.port, direct]) {
      const thief = new Browser(product.origin, port, THIEF);
      thief.headers = headers;
      const signIn = await thief.send('POST', '/sign-in', { email, password });
      expect([signIn.status, signIn.json?.type], JSON.stringify(headers)).toEqual([
        401,
        expect.stringMatching(/address-not-allowed$/),
      ]);
      thief.cookies = new Map(owner.cookies);
      expect((await thief.send('GET', '/session')).status, JSON.stringify(headers)).toBe(401);
    }
  }
  // What the owner's own browser adds by mistake does not shut them out, either.
  owner.headers = header === 'forwarded' ? { forwarded: 'for=192.0.2.1' } : { 'x-forwarded-for': '192.0.2.1' };
  expect((await owner.send('GET', '/session')).status).toBe(200);
});
