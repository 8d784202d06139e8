import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../test/database.ts';
import { dkimRecords } from '../foundations/mail-transport/index.ts';
import { startSmtpSink } from '../foundations/mail-transport/testing/start-smtp-sink.ts';
import { openTerminal } from './testing/open-terminal.ts';
import { startDnsServer } from './testing/start-dns-server.ts';

const newKey = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const [key, nextKey] = [newKey(), newKey()];
const DOMAIN = 'mail.example.com';
const [[keyName = '', keyRecord = ''] = [], [nextName = '', nextRecord = ''] = []] = dkimRecords(DOMAIN, [
  { selector: 'a2026', privateKey: key },
  { selector: 'b2027', privateKey: nextKey },
]);
const GOOD = {
  [DOMAIN]: ['v=spf1 include:_spf.mailer.example -all'],
  [keyName]: [keyRecord],
  [nextName]: [nextRecord],
  [`_dmarc.${DOMAIN}`]: ['v=DMARC1; p=reject'],
};

const [dns, smtp, closed] = [
  await startDnsServer(),
  await startSmtpSink({ disabledCommands: ['STARTTLS', 'AUTH'] }),
  await startSmtpSink({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: false,
    onAuth: (_, __, done) => done(new Error('wrong password')),
  }),
];
const selfSigned = await startSmtpSink({ secure: true });
afterAll(() => Promise.all([dns, smtp, closed, selfSigned].map((server) => server.close())));

const { type } = await openTerminal(await openTestDatabase(), {
  SMTP_URL: `smtp://localhost:${smtp.port}`,
  MAIL_FROM: `Gatehouse <no-reply@${DOMAIN}>`,
  DKIM_KEYS: `selector a2026\n${key}\nselector b2027\n${nextKey}`,
});

beforeEach(() => {
  dns.records = { ...GOOD };
  dns.asked.length = 0;
});

/** The lines that tell of something wrong, and how the command ended. */
async function typed(changed: Record<string, string> = {}) {
  const { code, text } = await type('doctor mail', changed);
  const lines = text.split('\n');
  return { code, text, lines, wrong: lines.filter((line) => line.startsWith('WRONG')) };
}

test('with everything in order says so, one line each, ends with 0 and has sent nothing', async () => {
  const { code, lines } = await typed();
  expect(lines).toEqual([
    'ok     mail server: localhost answers, over a connection as the settings ask for.',
    `ok     SPF: ${DOMAIN} names its mail servers. Make sure that yours is one of them.`,
    `ok     DKIM: ${keyName} has our key, which signs mails.`,
    `ok     DKIM: ${nextName} has our key.`,
    `ok     DMARC: _dmarc.${DOMAIN} asks to reject mails forged in its name.`,
  ]);
  expect(code).toBe(0);
  expect(smtp.received).toEqual([]);
  expect([...dns.asked].sort()).toEqual(Object.keys(GOOD).sort());
});

describe('says what is wrong in the DNS and what to do, and ends with 1:', () => {
  test.each([
    ['no SPF', { [DOMAIN]: [] }, `SPF: ${DOMAIN} has no record. Publish a TXT record`],
    ['two SPF records', { [DOMAIN]: ['v=spf1 -all', 'v=spf1 mx -all'] }, `SPF: ${DOMAIN} has more than one record`],
    ['an SPF for everybody', { [DOMAIN]: ['v=spf1 +all'] }, `SPF: the record of ${DOMAIN} lets everybody send`],
    [
      'no DKIM record',
      { [keyName]: undefined },
      `DKIM: ${keyName} has no record: every signature of ours looks forged.`,
    ],
    ['the record of another key', { [keyName]: [nextRecord] }, `DKIM: ${keyName} has another record than our key`],
    ['no DMARC', { [`_dmarc.${DOMAIN}`]: undefined }, `DMARC: ${DOMAIN} says nothing about mails forged in its name.`],
    ['a DMARC that asks nothing', { [`_dmarc.${DOMAIN}`]: ['v=DMARC1; p=none'] }, 'refuse forged mails (p=none)'],
    ['name servers that fail', { [DOMAIN]: 'broken' as const }, `SPF: the DNS gave no answer about ${DOMAIN}.`],
  ])('%s', async (_, changed: Record<string, readonly string[] | 'broken' | undefined>, said) => {
    for (const [name, records] of Object.entries(changed)) {
      if (records === undefined) delete dns.records[name];
      else dns.records[name] = records;
    }
    const { code, wrong, lines } = await typed();
    expect(wrong).toEqual([expect.stringContaining(said)]);
    expect(lines).toHaveLength(5);
    expect(code).toBe(1);
  });

  test('the missing key is shown as it is to be published, and once it is, nothing is wrong', async () => {
    delete dns.records[keyName];
    const { wrong } = await typed();
    const shown = /Publish there as TXT: (.+)$/.exec(wrong[0] ?? '')?.[1] ?? '';
    dns.records[keyName] = [shown];
    expect((await typed()).code).toBe(0);
  });

  test('no key at all', async () => {
    const { code, wrong } = await typed({ DKIM_KEYS: '' });
    expect([code, wrong]).toEqual([1, [expect.stringContaining('DKIM: mails are not signed. Set DKIM_KEYS_FILE')]]);
  });
});

describe('says what is wrong with the mail server, looks at the DNS all the same, and ends with 1:', () => {
  test.each([
    ['nobody answers', 'smtp://localhost:1', /ECONNREFUSED|ESOCKET/],
    ['it refuses the password', `smtp://me:password-canary@localhost:${closed.port}`, /EAUTH/],
    ['its certificate is its own', `smtps://localhost:${selfSigned.port}`, /ESOCKET|CERT/],
  ])('%s', async (_, SMTP_URL, reason) => {
    const { code, text, lines, wrong } = await typed({ SMTP_URL });
    expect(wrong).toEqual([
      expect.stringMatching(/^WRONG {2}mail server: localhost cannot be used \(.+\)\. Check SMTP_URL/),
    ]);
    expect(wrong[0]).toMatch(reason);
    expect(lines.filter((line) => line.startsWith('ok'))).toHaveLength(4);
    expect(text).not.toContain('password-canary');
    expect(code).toBe(1);
  });
});

test('without a mail server there is nothing to check: no name is asked for', async () => {
  const { code, lines } = await typed({ SMTP_URL: '', MAIL_FROM: '' });
  expect(lines).toEqual([expect.stringMatching(/^ok +mail server: none; mails appear at http.*\/dev\/mailbox/)]);
  expect([code, dns.asked]).toEqual([0, []]);
});
