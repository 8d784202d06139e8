/**
 * DP-4: of its people the product tells nobody. Whatever they do, from wherever, it speaks to its database and its mail server: it
 * looks up no place, no password and no picture anywhere else.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import { afterAll, expect, test } from 'vitest';
import { startSmtpSink } from '../src/foundations/mail-transport/testing/start-smtp-sink.ts';
import { Person } from './person.ts';
import type { Egress } from './record-egress.ts';
import { endDatabase, type RunningProduct, startProduct } from './running-product.ts';
import { until } from './until.ts';

const dataFolder = mkdtempSync(path.join(tmpdir(), 'gatehouse-egress-'));
const sink = await startSmtpSink({ disabledCommands: ['STARTTLS', 'AUTH'], closeTimeout: 100 });
let product: RunningProduct | undefined;

afterAll(async () => {
  await product?.kill();
  await sink.close();
  endDatabase(dataFolder);
  rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
});

test('the product speaks to its database and its mail server, and to nobody else', async () => {
  product = await startProduct({
    dataFolder,
    environment: { SMTP_URL: `smtp://127.0.0.1:${sink.port}`, MAIL_FROM: 'Example <no-reply@example.test>' },
    nodeArguments: ['--import', path.join(import.meta.dirname, 'record-egress.ts')],
  });
  const { origin } = product;
  const egress: Egress[] = [];
  product.child.on('message', (message) => void egress.push(message as Egress));
  const mailTo = (email: string, count: number) =>
    until(`mail ${count}`, 20_000, async () => {
      const mails = sink.received.filter(({ recipients }) => recipients.includes(email));
      return mails.length >= count ? mails.at(-1)?.raw : undefined;
    });

  // Addresses of real networks in two countries, so that there is a place to look up.
  const person = new Person(origin, '193.0.6.139');
  await person.signUp();
  await person.confirm((await simpleParser(await mailTo(person.email, 1))).text ?? '');
  await new Person(origin, '2001:4860:4860::8888', person.email).signIn('not the password');
  expect((await person.signIn()).status).toBe(200);
  await mailTo(person.email, 2);
  const pages = ['/security', '/security/login-history', '/security/password', '/guide', '/check-mail', '/sign-in'];
  for (const page of pages) expect([page, (await person.get(page)).status]).toEqual([page, 200]);
  await person.post('/password-strength', { password: 'a password that might be in a list' });
  await person.post('/forgot-password', { email: person.email });
  await mailTo(person.email, 3);
  await product.stop();

  const own = [dataFolder, `127.0.0.1:${sink.port}`];
  expect(egress.some(({ to }) => to.startsWith(dataFolder))).toBe(true);
  expect(egress.some(({ to }) => to === `127.0.0.1:${sink.port}`)).toBe(true);
  expect(egress.filter(({ to }) => !own.some((known) => to.startsWith(known)))).toEqual([]);
}, 90_000);
