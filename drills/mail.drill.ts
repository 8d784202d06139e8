/**
 * The mail server is down, stalls, refuses for now, refuses for good, or shows a certificate that nobody trusts (NM-8).
 * The people at the doors notice nothing: the same answers. Their mails come later, once, also after a `kill -9`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeCertificate } from '../src/foundations/mail-transport/testing/make-certificate.ts';
import { type ReceivedMail, startSmtpSink } from '../src/foundations/mail-transport/testing/start-smtp-sink.ts';
import { Person } from './person.ts';
import { ask, endDatabase, findFreePort, type RunningProduct, startProduct } from './running-product.ts';
import { until } from './until.ts';

const dataFolder = mkdtempSync(path.join(tmpdir(), 'gatehouse-mail-'));
const received: ReceivedMail[] = [];
const medians = new Map<string, number>();
let port = 0;
let mailPort = 0;
let product: RunningProduct;
let mailServer: { close(): Promise<unknown> } | null = null;

/** Plain unless told: on loopback the product speaks to a server that offers no encryption. */
async function openMailServer(options: SMTPServerOptions = { disabledCommands: ['STARTTLS'] }): Promise<void> {
  const sink = await startSmtpSink({ port: mailPort, closeTimeout: 100, ...options });
  mailServer = {
    async close() {
      await sink.close();
      received.push(...sink.received);
    },
  };
  received.length = 0;
  sink.received.push = (...mails) => received.push(...mails);
}

/** Takes connections and never says a word. */
async function openSilentServer(): Promise<void> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
  });
  await new Promise<void>((resolve) => server.listen(mailPort, resolve));
  mailServer = {
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(resolve);
      }),
  };
}

async function closeMailServer(): Promise<void> {
  await mailServer?.close();
  mailServer = null;
}

beforeAll(async () => {
  mailPort = await findFreePort();
  port = await findFreePort();
  product = await startWithMailServer();
});
afterEach(closeMailServer);
afterAll(async () => {
  await product?.kill();
  endDatabase(dataFolder);
  rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  for (const [name, ms] of medians) console.log(`${name}: ${ms.toFixed(1)} ms per answer (median)`);
});

function startWithMailServer(): Promise<RunningProduct> {
  const environment = { SMTP_URL: `smtp://127.0.0.1:${mailPort}`, MAIL_FROM: 'Example <no-reply@example.test>' };
  return startProduct({ dataFolder, port, environment });
}

function mailsTo(person: Person): ReceivedMail[] {
  return received.filter(({ recipients }) => recipients.includes(person.email));
}

let people = 0;

/** Each from a network of its own: the mails one network can cause are limited. */
function newPerson(): Person {
  people += 1;
  return new Person(product.origin, `198.51.${people}.1`);
}

async function newCustomer(): Promise<Person> {
  const person = newPerson();
  await person.signUp();
  const mail = await until('the sign-up mail', 60_000, async () => mailsTo(person)[0]);
  await person.confirm(mail.parsed.text ?? '');
  return person;
}

/** Every door that causes a mail: what it answered, apart from its time and the request's own number. */
async function visitDoors(name: string, customers: readonly Person[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  const took: number[] = [];
  for (const customer of customers) {
    const stranger = newPerson();
    for (const visit of [
      () => customer.signIn(),
      () => customer.post('/forgot-password', { email: customer.email }),
      () => stranger.post('/forgot-password', { email: stranger.email }),
      () => stranger.signUp(),
      () => stranger.post('/sign-up', { email: customer.email, password: stranger.password }),
    ]) {
      const { status, json, headers, tookMs } = await visit();
      answers.push({ status, json, type: headers.get('content-type'), retryAfter: headers.get('retry-after') });
      took.push(tookMs);
    }
  }
  medians.set(name, took.sort((a, b) => a - b)[took.length >> 1] ?? Number.NaN);
  return answers;
}

/** By each customer of a round: an alert, a reset link, and the word that somebody signed up with the address. */
const MAILS_PER_CUSTOMER = 3;

async function expectOnceEach(customers: readonly Person[], withinMs: number): Promise<void> {
  const mails = (person: Person) => mailsTo(person).map(({ parsed }) => parsed.messageId);
  await until('the delayed mails', withinMs, async () =>
    customers.every((person) => new Set(mails(person)).size >= MAILS_PER_CUSTOMER) ? true : null,
  );
  // Long enough for a second copy to show itself.
  await new Promise((resolve) => setTimeout(resolve, 2000));
  for (const person of customers) {
    expect(mails(person)).toHaveLength(MAILS_PER_CUSTOMER);
    expect(new Set(mails(person)).size).toBe(MAILS_PER_CUSTOMER);
  }
}

function statesOf(customers: readonly Person[]): Promise<{ state: string; mails: number }[]> {
  return ask(
    dataFolder,
    `select m.state, count(*)::int as mails from official_mails m join users u on u.id = m.user_id
      where u.email = any($1) and m.template <> 'verify-address' group by m.state order by m.state`,
    [customers.map(({ email }) => email)],
  );
}

async function makeThree(): Promise<Person[]> {
  await openMailServer();
  const customers = [await newCustomer(), await newCustomer(), await newCustomer()];
  await closeMailServer();
  received.length = 0;
  return customers;
}

let usual: unknown[];

test('with a mail server that works, every mail comes at once', async () => {
  const customers = await makeThree();
  await openMailServer();
  usual = await visitDoors('mail server works', customers);
  expect(usual.map((answer) => (answer as { status: number }).status)).toEqual(
    customers.flatMap(() => [200, 202, 202, 202, 202]),
  );
  await expectOnceEach(customers, 10_000);
});

test('with a mail server that is down the answers are the same, and the mails come once it is back', async () => {
  const customers = await makeThree();
  expect(await visitDoors('mail server is down', customers)).toEqual(usual);
  await until('a first try of each', 10_000, async () => {
    const [row] = await ask<{ untried: string }>(
      dataFolder,
      `select count(*) as untried from official_mails where state = 'queued' and attempts = 0`,
    );
    return Number(row?.untried) === 0 ? true : null;
  });
  expect(received).toEqual([]);
  await openMailServer();
  await expectOnceEach(customers, 60_000);
});

test('with a mail server that takes connections and stalls the answers are the same, and the mails come later', async () => {
  const customers = await makeThree();
  await openSilentServer();
  expect(await visitDoors('mail server stalls', customers)).toEqual(usual);
  await closeMailServer();
  await openMailServer();
  await expectOnceEach(customers, 90_000);
});

test('with a mail server that refuses for now the answers are the same, and the mails come later', async () => {
  const customers = await makeThree();
  let refused = 0;
  await openMailServer({
    disabledCommands: ['STARTTLS'],
    onRcptTo(_address, _session, done) {
      refused += 1;
      done(refused <= 20 ? Object.assign(new Error('try again later'), { responseCode: 451 }) : null);
    },
  });
  expect(await visitDoors('mail server refuses for now', customers)).toEqual(usual);
  await expectOnceEach(customers, 90_000);
  expect(refused).toBeGreaterThan(20);
});

test('with a mail server that refuses for good the answers are the same, and the operator is told', async () => {
  const customers = await makeThree();
  await openMailServer({
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(Object.assign(new Error('no such mailbox'), { responseCode: 550 })),
  });
  expect(await visitDoors('mail server refuses for good', customers)).toEqual(usual);
  await until('every mail to be given up', 20_000, async () => {
    const states = await statesOf(customers);
    return states.length === 1 && states[0]?.state === 'failed' ? true : null;
  });
  expect(await statesOf(customers)).toEqual([{ state: 'failed', mails: MAILS_PER_CUSTOMER * customers.length }]);
  expect(product.lines.filter((line) => line.includes('mail given up')).length).toBeGreaterThan(0);
  expect(product.lines.filter((line) => customers.some(({ email }) => line.includes(email)))).toEqual([]);
});

test('to a mail server with a certificate that nobody trusts nothing is said, an error is logged, and the mails come later', async () => {
  const customers = await makeThree();
  const before = product.lines.length;
  await openMailServer({ ...makeCertificate('localhost'), disabledCommands: [] });
  expect(await visitDoors('mail server is not who it should be', customers)).toEqual(usual);
  await until('the certificate to be reported', 20_000, async () =>
    product.lines.slice(before).some((line) => line.includes('certificate is not trusted')) ? true : null,
  );
  expect(received).toEqual([]);
  await closeMailServer();
  await openMailServer();
  await expectOnceEach(customers, 90_000);
});

test('mails that wait when the process is killed go out within a minute of the next start, once', async () => {
  const customers = await makeThree();
  expect(await visitDoors('before a kill', customers)).toEqual(usual);
  await product.kill();
  await openMailServer();
  product = await startWithMailServer();
  await expectOnceEach(customers, 60_000);
});
