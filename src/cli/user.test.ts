/** The operator's commands as they are run: beside the product and its embedded database, or while neither runs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type RunningHouse, start } from '../start.ts';
import { runCli } from './index.ts';

const folder = await mkdtemp(join(tmpdir(), 'gatehouse-cli-'));
const port = await freePort();
const environment = { DATA_DIR: folder, PORT: String(port), LOG_LEVEL: 'error' };
const origin = `http://localhost:${port}`;
const password = 'seven loud herons dancing';
let product: RunningHouse | null = null;

afterAll(async () => {
  await product?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was free');
  return address.port;
}

async function startProduct(): Promise<RunningHouse> {
  const house = await start(environment);
  if (house === null) throw new Error('the product did not start');
  product = house;
  return house;
}

async function type(line: string): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const add = (text: string) => void lines.push(text);
  const code = await runCli(line.split(' '), { environment, out: add, error: add });
  return { code, text: lines.join('\n') };
}

async function ask(path: string, body?: object, cookie = ''): Promise<Response> {
  return fetch(origin + path, {
    method: body ? 'POST' : 'GET',
    headers: {
      accept: 'application/json',
      'sec-fetch-site': 'same-origin',
      cookie,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

interface KeptMail {
  to: string;
  subject: string;
  text: string;
}

async function mails(email: string): Promise<KeptMail[]> {
  const { mails: all } = (await (await ask('/dev/mailbox')).json()) as { mails: KeptMail[] };
  return all.filter(({ to }) => to.includes(email));
}

async function mailTo(email: string, subject: RegExp): Promise<KeptMail> {
  for (;;) {
    const mail = (await mails(email)).find((one) => subject.test(one.subject));
    if (mail) return mail;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function signUp(email: string): Promise<string> {
  const asked = await ask('/sign-up', { email, password });
  const browser = asked.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
  const token = /verify-address\?token=([\w-]+)/.exec((await mailTo(email, /./)).text)?.[1];
  expect((await ask('/verify-address', { token, password }, browser)).status).toBe(200);
  const signedIn = await ask('/sign-in', { email, password });
  expect(signedIn.status).toBe(200);
  return signedIn.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

test('while the product runs, a command reaches its database: the session ends at once and the mail goes out', async () => {
  await startProduct();
  const cookie = await signUp('anna@example.test');
  expect((await ask('/session', undefined, cookie)).status).toBe(200);

  const disabled = await type('user disable ANNA@example.test');
  expect(disabled).toEqual({
    code: 0,
    text: 'anna@example.test: disabled; all sessions have ended, and a mail says so.',
  });
  expect((await ask('/session', undefined, cookie)).status).toBe(401);
  expect((await ask('/sign-in', { email: 'anna@example.test', password })).status).toBe(401);
  await mailTo('anna@example.test', /disabled/);

  expect((await type('user disable anna@example.test')).text).toContain('was disabled already');
  expect((await type('doctor')).code).toBe(0);
  // The product goes on.
  expect((await ask('/readyz')).status).toBe(200);
});

test('clear-ip-restriction lets back in whoever shut themselves out, and both histories say that it was the operator', async () => {
  const email = 'bea@example.test';
  const cookie = await signUp(email);
  const session = (await (await ask('/session', undefined, cookie)).json()) as { account: { id: string } };
  const { id: account } = session.account;
  const elsewhere = { entries: [{ range: '203.0.113.0/24' }], confirmLockout: true };
  const statusOf = async (path: string) => (await ask(path, undefined, cookie)).status;
  const kindsIn = async (path: string) =>
    ((await (await ask(path, undefined, cookie)).json()) as { events: { kind: string }[] }).events.map(
      ({ kind }) => kind,
    );

  expect((await ask('/security/ip-restriction', elsewhere, cookie)).status).toBe(200);
  expect(await statusOf('/session')).toBe(401);
  expect((await ask('/sign-in', { email, password })).status).toBe(401);
  expect(await type(`clear-ip-restriction ${email}`)).toEqual({
    code: 0,
    text: `${email}: the IP restriction is gone; every address may be used, and a mail says so.`,
  });
  expect(await statusOf('/session')).toBe(200);
  expect(await kindsIn('/security/login-history')).toContain('ip-restriction-cleared-by-operator');
  await mailTo(email, /IP restriction of .* was cleared/);

  for (const named of [email, account]) {
    expect((await ask('/account/policy/addresses', elsewhere, cookie)).status).toBe(200);
    expect(await statusOf('/account')).toBe(401);
    // The user's own list is another one: there is none.
    expect((await type(`clear-ip-restriction ${email}`)).text).toContain('there was no IP restriction');
    expect(await statusOf('/account')).toBe(401);
    expect(await type(`clear-ip-restriction --account ${named}`)).toEqual({
      code: 0,
      text: `${account} (${email}): the list of addresses is gone; every address may be used, and a mail tells all owners.`,
    });
    expect(await statusOf('/account')).toBe(200);
  }
  const cleared = (await kindsIn('/account/activity')).filter((kind) => kind === 'addresses-cleared');
  expect(cleared).toHaveLength(2);
});

test('while it does not run, a command starts the database for itself; the mail waits for the next start', async () => {
  await product?.stop();
  product = null;
  expect(await type('user enable anna@example.test')).toMatchObject({ code: 0 });
  expect(await type('unlock anna@example.test')).toMatchObject({ code: 0 });
  expect(await type('clear-ip-restriction anna@example.test')).toEqual({
    code: 0,
    text: 'anna@example.test: there was no IP restriction. Nothing was changed.',
  });
  expect(await type('clear-ip-restriction --account anna@example.test')).toEqual({
    code: 0,
    text: expect.stringMatching(/^acc_\w+ \(.+\): there was no list of addresses\. Nothing was changed\.$/),
  });
  expect(await type('user compromised anna@example.test')).toMatchObject({ code: 0 });
  await startProduct();
  await mailTo('anna@example.test', /enabled again/);
  await mailTo('anna@example.test', /new password/);
  expect((await ask('/sign-in', { email: 'anna@example.test', password })).status).toBe(200);
});

test('a running product and its keys: a rotation beside it is refused until it has read the file', async () => {
  const added = await type('keys add');
  expect(added.code).toBe(0);
  expect(await type('keys reseal')).toMatchObject({ code: 1, text: expect.stringContaining('A node is running') });
  await product?.stop();
  await startProduct();
  expect((await type('keys reseal')).text).toMatch(/^\d+ values were sealed anew/);
  const old = (await type('keys list')).text.split(':')[0];
  expect((await type(`keys drop ${old}`)).code).toBe(0);
  // What the mailbox keeps still opens, in the product that has both keys and in one that has the new one alone.
  expect((await mails('anna@example.test')).length).toBeGreaterThan(3);
  await product?.stop();
  await startProduct();
  expect((await mails('anna@example.test')).length).toBeGreaterThan(3);
});

test('nobody and nonsense are refused in words', async () => {
  expect(await type('user disable nobody@example.test')).toEqual({
    code: 1,
    text: 'Nobody signs in with nobody@example.test. Nothing was changed.',
  });
  expect(await type('clear-ip-restriction --account acc_nothing')).toEqual({
    code: 1,
    text: 'There is no account of “acc_nothing”. Nothing was changed.',
  });
  expect(await type('unlock anna')).toEqual({ code: 1, text: '“anna” is not an e-mail address.' });
});
