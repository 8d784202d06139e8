/*
 * An operator gives the second node a secrets file of its own by mistake, or somebody who reached the database brings a node
 * with keys they chose. It could read no secret and would write ones that nobody else can open, so it must not start; and the
 * node that runs must not notice (CR-1).
 */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { addKey, newSecrets, type Secrets } from '../src/foundations/crypto/index.ts';
import { startSmtpSink } from '../src/foundations/mail-transport/testing/start-smtp-sink.ts';
import { type RunningHouse, start } from '../src/start.ts';
import { openTestDatabase } from './database.ts';
import { urlOf } from './database-url.ts';

const database = await openTestDatabase();
const folder = await mkdtemp(join(tmpdir(), 'gatehouse-nodes-'));
const running: RunningHouse[] = [];
let files = 0;

afterEach(async () => {
  for (const node of running.splice(0)) await node.stop();
  vi.restoreAllMocks();
  process.exitCode = undefined;
});
afterAll(() => rm(folder, { recursive: true }));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was free');
  return address.port;
}

async function keep(secrets: Secrets): Promise<string> {
  files += 1;
  const file = join(folder, `key-ring-${files}.json`);
  await writeFile(file, JSON.stringify(secrets), { mode: 0o600 });
  return file;
}

async function startNode(secretsFile: string, more: Record<string, string> = {}) {
  const port = await freePort();
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const node = await start({
    DATABASE_URL: urlOf(database),
    SECRETS_FILE: secretsFile,
    PORT: String(port),
    LOG_LEVEL: 'error',
    ...more,
  });
  if (node) running.push(node);
  const words = said.mock.calls.map(([text]) => String(text)).join('');
  said.mockRestore();
  return { node, words, origin: `http://localhost:${port}` };
}

const isReady = async (origin: string) => (await fetch(`${origin}/readyz`)).status === 200;

test('a node with another root or another pepper does not start, and the one that runs goes on', async () => {
  const secrets = newSecrets();
  const first = await startNode(await keep(secrets));
  expect(await isReady(first.origin)).toBe(true);
  const { root, pepper } = newSecrets();
  for (const other of [newSecrets(), { ...secrets, root }, { ...secrets, pepper }, { ...secrets, pepper: undefined }]) {
    const second = await startNode(await keep(other));
    expect(second.node).toBe(null);
    expect(second.words).toContain('not the ones this database was written with');
    for (const key of [other.root, secrets.root, ...other.keys.map(({ secret }) => secret)]) {
      expect(second.words).not.toContain(key);
    }
    await expect(fetch(`${second.origin}/healthz`)).rejects.toThrow();
    expect(process.exitCode).toBe(1);
  }
  expect(await isReady(first.origin)).toBe(true);
  // In the midst of a rotation nodes differ in their sealing keys alone.
  const third = await startNode(await keep(addKey(secrets)));
  expect(await isReady(third.origin)).toBe(true);
  await database.pool.query('delete from key_ring');
});

test('a node whose secrets file is missing off loopback, or open to others, does not start', async () => {
  const file = await keep(newSecrets());
  await chmod(file, 0o640);
  expect((await startNode(file)).words).toContain('may be read by others');
  const elsewhere = {
    PUBLIC_URL: 'https://account.example.com',
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'a@example.com',
  };
  const missing = join(folder, 'not-there.json');
  expect((await startNode(missing, elsewhere)).words).toContain('gatehouse secrets make');
  await expect(readFile(missing)).rejects.toThrow('ENOENT');
});

test('a stop leaves no connection to the mail server behind', async () => {
  const sink = await startSmtpSink({ disabledCommands: ['STARTTLS', 'AUTH'] });
  const { node, origin } = await startNode(await keep(newSecrets()), { SMTP_URL: `smtp://127.0.0.1:${sink.port}` });
  const asked = await fetch(`${origin}/sign-up`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ email: 'anna@example.test', password: 'seven loud herons dancing' }),
  });
  expect(asked.status).toBe(202);
  await vi.waitFor(() => expect(sink.received).toHaveLength(1), 10_000);
  await node?.stop();
  // It waits for open connections: with one left it would not end before the test's time is over.
  await sink.close();
});
