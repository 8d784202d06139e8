/*
 * A forger has a genuine mail of ours and no key. They wrap, pad and fold it until our check reads the genuine words, and a mail
 * program theirs: a blank line that is not empty, base64 after its end, a second name in front of the address, a field that
 * our mails never have. Or they hand in a megabyte of one letter, so that the node stands still.
 */
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type House, openHouse } from '../../../test/house.ts';
import { bodyOf, headerOf, type OutgoingMail, writeMessage } from '../../foundations/mail-transport/index.ts';

const FROM = 'Gatehouse <no-reply@localhost>';
const EVIL = '<a href="https://account-check.example/">Confirm your account</a>';
/** Every mail goes to the built-in mailbox as ever, and here as it would go over the wire. */
async function openPostOffice(environment: Record<string, string>): Promise<{ house: House; sent: OutgoingMail[] }> {
  const sent: OutgoingMail[] = [];
  const house: House = await openHouse({
    environment,
    transport: {
      async send(mail) {
        sent.push(mail);
        await house.parts.mailbox.send(mail);
      },
      close() {},
    },
  });
  return { house, sent };
}
/** Without keys of our own, nothing but the comparison tells. */
const { house, sent } = await openPostOffice({ MAIL_FROM: FROM });
const anna = await house.customer();
await anna.signIn();
await anna.elsewhere().signIn();
await house.mailsTo(anna.email);
const newestTo = (email: string) => {
  const mail = sent.filter(({ to }) => to === email).at(-1);
  if (!mail) throw new Error('no mail');
  return mail;
};
const mail = newestTo(anna.email);
const rawOf = (of: OutgoingMail) => writeMessage(headerOf(of), bodyOf(of));
const genuine = rawOf(mail);
const [head = '', ...rest] = genuine.split('\r\n\r\n');
const body = rest.join('\r\n\r\n');

async function check(message: string) {
  await house.database.pool.query("delete from rate_limits where key like 'POST /check-mail%'");
  const { status, json } = await house.visitor().post('/check-mail/message', { message });
  return { status, verdict: json.verdict, signs: json.signs };
}

const inBase64 = (text: string) =>
  (
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n');
/** The mail with each part's header and content made anew. */
const withParts = (part: (type: string, content: string) => string) =>
  `${head}\r\n\r\n${[
    `--=_parts\r\n${part('text/plain', mail.text)}`,
    `--=_parts\r\n${part('text/html', mail.html)}`,
    '--=_parts--\r\n',
  ].join('\r\n')}`;
const partHeader = (type: string, encoding = 'base64') =>
  `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}`;

test('the mail itself is known, also with other line ends, folds and traces of its way', async () => {
  for (const message of [
    genuine,
    genuine.replaceAll('\r\n', '\n'),
    `\ufeff\n${genuine}\r\n\r\n`,
    genuine.replace('Content-Type: multipart/alternative; ', 'Content-Type: multipart/alternative;\r\n\t'),
    [
      'Return-Path: <a@b.example>',
      'Delivered-To: x',
      'Received: by a; x',
      'Received: by b; x',
      'Authentication-Results: a; spf=pass',
      'ARC-Seal: i=1',
      'X-Spam-Status: No',
      'X-Gm-Message-State: abc',
      genuine,
    ].join('\r\n'),
  ])
    expect(await check(message)).toEqual({ status: 200, verdict: 'as-sent', signs: [] });
});

describe('what a mail program would read otherwise is never called ours', () => {
  const padded = (line: string) =>
    withParts((type, content) => {
      const folded = inBase64(content).replace(/^/gm, ' ');
      return `${partHeader(type)}\r\nX-Pad: a\r\n${line}\r\n${folded}\r\n\r\n${inBase64(EVIL)}`;
    });
  const forgeries: Record<string, string> = {
    'a blank line that is not empty, the genuine part folded into the header': padded(' '),
    'the same with a tab': padded('\t'),
    'base64 that goes on after its end': withParts(
      (type, content) => `${partHeader(type)}\r\n\r\n${inBase64(`${content}\n`)}==\r\n${inBase64(EVIL)}`,
    ),
    'the words in base64': withParts((type, content) => `${partHeader(type)}\r\n\r\n${inBase64(content)}`),
    'the words as they are': withParts((type, content) => `${partHeader(type, '8bit')}\r\n\r\n${content}`),
    'a blank line in a part’s header': genuine.replace(/printable\r\n\r\n/g, `printable\r\n \r\n${EVIL}\r\n\r\n`),
    'a space at the end of a part’s header': genuine.replace('printable\r\n\r\n', 'printable\r\n \r\n'),
    'a lone carriage return': genuine.replace('printable\r\n\r\n', 'printable\r\n\r\r\n'),
    'one inside the words': genuine.replace('printable\r\n\r\n', 'printable\r\n\r\n\r'),
    'a second header for a part': genuine.replace(
      'printable\r\n\r\n',
      `printable\r\n\r\n${partHeader('text/html')}\r\n\r\n`,
    ),
    'a part more': genuine.replace(
      '--=_parts--',
      `--=_parts\r\n${partHeader('text/html')}\r\n\r\n${inBase64(EVIL)}\r\n--=_parts--`,
    ),
    'words before the parts': `${head}\r\n\r\n${EVIL}\r\n${body}`,
    'words behind the parts': `${genuine}${EVIL}`,
    'a space behind the parts': `${genuine} `,
    'other words': genuine.replace('password', 'passwort'),
    'only the header': head,
  };
  test.each(Object.entries(forgeries))('%s', async (_, message) => {
    expect(message).not.toBe(genuine);
    const { status, verdict, signs } = await check(message);
    expect([status, verdict]).toEqual([200, 'changed']);
    expect(signs).toContain('text-changed');
  });
});

describe('a header that says more or other than ours is never called ours', () => {
  const other = (name: string, value: string) => genuine.replace(new RegExp(`^${name}: .*$`, 'm'), `${name}: ${value}`);
  const forgeries: Record<string, string> = {
    'our address as the name before another': other('From', '"no-reply@localhost"@evil.example.net'),
    'our address as a display name': other('From', '"no-reply@localhost" <eve@evil.example.net>'),
    'a second sender in an encoded word': other('From', `${FROM}, =?utf-8?Q?evil=40evil.example?=`),
    'another display name': other('From', 'Support <no-reply@localhost>'),
    'an encoded display name': other('From', '=?utf-8?Q?Gatehouse?= <no-reply@localhost>'),
    'a comment': other('From', 'Gatehouse <no-reply@localhost> (eve@evil.example)'),
    'a group': other('From', 'Gatehouse: no-reply@localhost;'),
    'a name for the recipient': other('To', `"Your last chance" <${anna.email}>`),
    'a second recipient': other('To', `${anna.email}, eve@evil.example`),
    'a subject in encoded words': other('Subject', `=?utf-8?B?${Buffer.from(mail.subject).toString('base64')}?=`),
    'another zone': other('Date', mail.headers.Date?.replace('+0000', '+0100') ?? ''),
    'another Message-ID': other('Message-ID', '<a@evil.example>'),
    'another boundary': other('Content-Type', 'multipart/alternative; boundary="x"'),
    'a file name': other('Content-Type', 'multipart/alternative; boundary="=_parts"; name="x.html"'),
    'a blank line that is not empty': genuine.replace('To: ', 'X-Pad: a\r\n \r\nTo: '),
    'one at the very end': genuine.replace('\r\n\r\n', '\r\n \r\n\r\n'),
    'a lone carriage return': genuine.replace('\r\nTo: ', '\r\nX-Pad: a\rTo: '),
  };
  for (const name of [
    'From',
    'To',
    'Subject',
    'Date',
    'Message-ID',
    'MIME-Version',
    'Content-Type',
    'X-Message-Number',
  ]) {
    forgeries[`no ${name}`] = genuine.replace(new RegExp(`^${name}: .*\r\n`, 'm'), '');
    forgeries[`two of ${name}`] = `${/^(.*)$/m.exec(genuine.slice(genuine.indexOf(`${name}:`)))?.[1]}\r\n${genuine}`;
  }
  for (const added of [
    'Sender: eve@evil.example',
    'Reply-To: eve@evil.example',
    'Cc: eve@evil.example',
    'Bcc: eve@evil.example',
    'List-Unsubscribe: <https://evil.example/>',
    'Mail-Followup-To: eve@evil.example',
    'Resent-From: eve@evil.example',
    'Disposition-Notification-To: eve@evil.example',
    'References: <another@thread.example>',
    'In-Reply-To: <another@thread.example>',
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment; filename=invoice.html',
    'Thread-Topic: Your last chance',
    'X-Face: abc',
    'X-Confirm-Reading-To: eve@evil.example',
    'X-Priority: 1',
    'Unknown: x',
  ]) {
    forgeries[`with ${added}`] = `${added}\r\n${genuine}`;
    forgeries[`ending with ${added}`] = `${head}\r\n${added}\r\n\r\n${body}`;
  }
  test.each(Object.entries(forgeries))('%s', async (name, message) => {
    expect(message, name).not.toBe(genuine);
    const { status, verdict, signs } = await check(message);
    // Without a sender it is no mail at all.
    if (name === 'no From') return expect(status).toBe(422);
    expect([status, verdict]).toEqual([200, 'changed']);
    expect(signs.length).toBeGreaterThan(0);
  });
});

const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const signing = await openPostOffice({ MAIL_FROM: FROM, DKIM_KEYS: `selector a2026\n${privateKey}` });

const ben = await signing.house.customer();
const [bens] = signing.sent;
const bensRaw = bens ? rawOf(bens) : '';

test('where we sign our mails, one without a signature is not called ours', async () => {
  const { json } = await ben.post('/check-mail/message', { message: bensRaw });
  expect([json.verdict, json.signs, json.signature]).toEqual(['changed', ['signature-missing'], 'absent']);
});

test('a name that holds a link or a number does not make a mail of ours a forged one', async () => {
  await house.database.pool.query("update accounts set name = 'AAAA-BBBB-CCCC-DD https://other.example/'");
  await anna.post('/account/invitations', { email: `colleague-of-${anna.email}`, role: 'auditor' });
  await house.mailsTo(anna.email);
  const notice = newestTo(anna.email);
  expect(notice.text).toContain('AAAA-BBBB-CCCC-DD https://other.example/');
  expect(await check(rawOf(notice))).toEqual({ status: 200, verdict: 'as-sent', signs: [] });
});

const MIB = 1024 * 1024;
const LETTERS = [
  ' ',
  '\t',
  '.',
  'a',
  'A',
  '<',
  '=',
  '\r',
  '\n',
  '--',
  ';',
  '@',
  '"',
  '&',
  '(',
  'é',
  '=?',
  '=\n',
  '\n ',
  ' \n',
  '\n a',
  'a ',
  'a@',
  'a=b; ',
  'a\n:',
  '\\',
  ':',
];
const SIGNED = (canonical: string) =>
  `From: ${FROM}\nDKIM-Signature: v=1; a=rsa-sha256; c=${canonical}; d=localhost; s=a2026; h=from:to; bh=eA==; b=eA==\n`;

async function expectSoon(message: string) {
  await signing.house.database.pool.query("delete from rate_limits where key like 'POST /check-mail%'");
  const before = performance.now();
  expect([200, 422]).toContain((await signing.house.visitor().post('/check-mail/message', { message })).status);
  expect(performance.now() - before, JSON.stringify(message.slice(0, 200))).toBeLessThan(2000);
}

test.each(LETTERS)('a megabyte of %j in the body is answered soon', async (letter) => {
  const flood = letter.repeat(MIB / Buffer.byteLength(letter) - 300);
  for (const start of [
    `${SIGNED('relaxed/relaxed')}\n`,
    `${SIGNED('simple/simple')}\n`,
    `${head.replaceAll('\r\n', '\n')}\n\n`,
    'From: a@b.example\n\nhttps://a',
  ])
    await expectSoon(`${start}${flood.slice(start.length)}x`);
});

test.each(LETTERS)('a header full of %j is answered soon, above a body of ours, too', async (letter) => {
  const flood = letter.repeat(60_000 / letter.length);
  const [, ...ours] = bensRaw.replaceAll('\r\n', '\n').split('\n\n');
  for (const name of ['From', 'To', 'Subject', 'Date', 'Content-Type', 'X-Message-Number', 'X-A', 'DKIM-Signature'])
    await expectSoon(
      [
        `${SIGNED('relaxed/relaxed')}X-Message-Number: ${bens?.headers['X-Message-Number']}\n${name}: v=1; ${flood}x`,
        ...ours,
      ].join('\n\n'),
    );
  await expectSoon(
    `${SIGNED('relaxed/relaxed').replace('h=from:to', `h=${letter.trim() ? flood : 'from'}`)}\n${ours.join('\n\n')}`,
  );
});
