import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { bodyOf, headerOf, writeMessage } from './build-message.ts';

const base = {
  from: { name: 'Gatehouse', address: 'no-reply@example.com' },
  to: 'alice@example.org',
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello</p>',
  messageId: '<a@example.com>',
  headers: {},
};
const build = (mail: typeof base) => writeMessage(headerOf(mail), bodyOf(mail));

const HARD = [
  '--=_parts\nFrom here, a = b',
  '.\n..\n.dot\nFrom ',
  'ends in space \nends in tab\t\n \n',
  'é'.repeat(500),
  `${'a'.repeat(72)}=${'b'.repeat(72)}é`,
  `${'word '.repeat(200)}.`,
  '👩🏽‍🚀 سلحفاة زرقاء ٤٢ ﷽',
  '=?utf-8?Q?x?= =20 =\n=',
  'two  spaces\u00a0and\u0085lines\u2028x',
];

test.each(HARD)('whatever the words are, another program reads the same: %j', async (words) => {
  const message = build({ ...base, text: words, html: words });
  const parsed = await simpleParser(message);
  expect(parsed.text).toBe(words);
  expect(parsed.html).toBe(words);
  expect(message).toMatch(/^[\t\r\n -~]*$/);
  for (const line of message.split('\r\n')) {
    expect(line).not.toMatch(/[\t\r\n ]$|^\.|^From /);
    expect(line.length).toBeLessThanOrEqual(78);
  }
});

test.each([
  'Müller & Söhne – Domains',
  'A "B" <c@d.example>',
  '',
  'One, Two; (Three)',
  `${'日本語'.repeat(40)} x`,
  '=?x?=',
])('a sender’s name and a subject are read as they are: %j', async (words) => {
  const parsed = await simpleParser(build({ ...base, from: { ...base.from, name: words }, subject: words }));
  expect(parsed.from?.value).toEqual([{ name: words, address: base.from.address }]);
  expect(parsed.subject ?? '').toBe(words);
});
