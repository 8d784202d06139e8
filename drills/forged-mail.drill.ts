/**
 * A real mail server stands between us and the reader, and a forger hands their own mails to it. What is ours is recognised
 * as it arrives, also by an implementation of DKIM that is not ours; what `swaks` made up is not (NM-6).
 */
import { execFile, execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dkimRecords } from '../src/foundations/mail-transport/index.ts';
import { type SmtpSink, startSmtpSink } from '../src/foundations/mail-transport/testing/start-smtp-sink.ts';
import { Person } from './person.ts';
import { endDatabase, findFreePort, type RunningProduct, startProduct } from './running-product.ts';
import { until } from './until.ts';

const SENDER = 'no-reply@mail.example.test';
const SWAKS = process.env.SWAKS_PATH ?? 'swaks';
const PYTHON = '/usr/bin/python3';
/** Not the waiting kind: the mail server that it speaks to lives in this process. */
const run = promisify(execFile);
const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-forged-'));
const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
let sink: SmtpSink;
let product: RunningProduct;
let anna: Person;
let genuine = '';

beforeAll(async () => {
  sink = await startSmtpSink({ disabledCommands: ['STARTTLS', 'AUTH'] });
  const keys = path.join(folder, 'dkim-keys');
  writeFileSync(keys, `selector a2026\n${privateKey}`, { mode: 0o600 });
  product = await startProduct({
    dataFolder: path.join(folder, 'data'),
    port: await findFreePort(),
    environment: {
      SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
      MAIL_FROM: `Example <${SENDER}>`,
      DKIM_KEYS_FILE: keys,
    },
  });
  anna = new Person(product.origin, '198.51.100.1');
  await anna.signUp();
  await anna.confirm((await newestTo(anna.email, 1)).parsed.text ?? '');
  await anna.signIn();
  genuine = (await newestTo(anna.email, 2)).raw;
});
afterAll(async () => {
  await product?.kill();
  endDatabase(path.join(folder, 'data'));
  await sink.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function newestTo(address: string, count: number) {
  return until('the mail', 60_000, async () => {
    const mails = sink.received.filter(({ recipients }) => recipients.includes(address));
    return mails.length >= count ? (mails.at(-1) ?? null) : null;
  });
}

const check = async (message: string) => (await anna.post('/check-mail/message', { message })).json;

test('what arrives is known as ours, and its signature fits', async () => {
  expect(await check(genuine)).toMatchObject({
    verdict: 'as-sent',
    signature: 'valid',
    signs: [],
    sent: { yours: true },
  });
});

test('Python’s dkimpy says so, too, and of a changed one, or one with a field more, that it does not fit', () => {
  const [[, record = ''] = []] = dkimRecords('mail.example.test', [{ selector: 'a2026', privateKey }]);
  const program = `
import dkim, sys
mail = sys.stdin.buffer.read()
print(dkim.verify(mail, dnsfunc=lambda name, timeout=5: b'${record}' if name.startswith(b'a2026._domainkey.mail.example.test') else None))`;
  const verify = (raw: string) =>
    execFileSync(PYTHON, ['-c', program], { input: Buffer.from(raw, 'latin1'), encoding: 'utf8' }).trim();
  expect(verify(genuine)).toBe('True');
  expect(verify(genuine.replace(/^Subject: .*$/m, 'Subject: Act now'))).toBe('False');
  for (const added of [
    'Reply-To: eve@evil.example',
    'From: eve@evil.example',
    'Subject: Act now',
    'List-Unsubscribe: <https://evil.example/>',
  ])
    expect(verify(`${added}\r\n${genuine}`), added).toBe('False');
  expect(verify(`Received: from a by b; x\r\n${genuine}`)).toBe('True');
});

test.each([
  ['in our name, with other words', ['--body', 'Confirm at https://account-check.example/']],
  [
    'with our number',
    ['--header', `X-Message-Number: ${'NUMBER'}`, '--body', 'Confirm NUMBER at https://account-check.example/'],
  ],
  ['from a domain like ours', ['--h-From', 'Example <no-reply@mail-example.test>', '--body', 'Confirm']],
])('what swaks sent %s is told', async (_, options) => {
  const number = /^X-Message-Number: (\S+)/m.exec(genuine)?.[1] ?? '';
  const before = sink.received.filter(({ recipients }) => recipients.includes(anna.email)).length;
  const given = options.map((option) => option.replaceAll('NUMBER', number));
  await run(SWAKS, [
    '--server',
    `127.0.0.1:${sink.port}`,
    '--to',
    anna.email,
    '--from',
    SENDER,
    '--silent',
    '3',
    ...given,
  ]);
  const { raw } = await newestTo(anna.email, before + 1);
  const verdict = await check(raw);
  expect(['changed', 'not-ours']).toContain(verdict.verdict);
  expect(verdict.signature).toBe('absent');
});
