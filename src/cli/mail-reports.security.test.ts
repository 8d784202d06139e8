/*
 * A forger hands their own mail in at /check-mail, as a letter to the operator who will read it in a terminal: it moves the
 * cursor, writes a line that looks like ours, turns the reading order, sets the title of the window, or is just very long.
 */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../../test/database.ts';
import { createReportMail } from '../features/official-mail/report-mail.ts';
import { createKeyRing } from '../foundations/crypto/index.ts';
import { silentLog } from '../foundations/log.ts';
import { openTerminal } from './testing/open-terminal.ts';

const database = await openTestDatabase();
const { type, secretsFile } = await openTerminal(database);
await type('secrets make');
const keyRing = createKeyRing(JSON.parse(await readFile(secretsFile, 'utf8')));

/** What a terminal acts on: controls, reading order, line separators. Our own line ends apart. */
const ACTIVE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const actsOn = (text: string) => text.split('\n').some((line) => ACTIVE.test(line.replaceAll('\t', '')));

async function handIn(message: string, { at = '2026-11-24T18:00:00Z', userId = null as string | null } = {}) {
  const report = createReportMail({
    database,
    clock: { now: () => new Date(at) },
    keyRing,
    log: silentLog,
    checkMessage: async () => ({
      verdict: 'not-ours',
      number: 'AAAA-BBBB-CCCC-DD',
      sent: null,
      signature: 'absent',
      signs: [],
      links: ['evil.example'],
    }),
  });
  expect(await report(message, userId)).toBe('kept');
}

const SUBJECT = '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202egnp.exe\u2028rep_ok  2026-11-24 not-ours \udb40\udc41x';
const HOSTILE = `From: Gatehouse <no-reply@evil.example>\nSubject: ${SUBJECT}\n\nClick\u001b[1A\r\nhttps://evil.example\u200b`;

test('without reports that is said', async () => {
  expect(await type('mail-reports')).toEqual({
    code: 0,
    text: 'There is no report: nobody handed in a forged mail in the last 90 days.',
  });
  expect(await type('mail-reports --json')).toEqual({ code: 0, text: '' });
  expect(await type('mail-reports show rep_nothing')).toMatchObject({
    code: 1,
    text: expect.stringMatching(/no report rep_nothing/),
  });
});

test('the list and the mail act on no terminal, and make no line that looks like another report', async () => {
  await handIn(HOSTILE);
  const { code, text } = await type('mail-reports');
  expect(code).toBe(0);
  expect(actsOn(text)).toBe(false);
  const lines = text.split('\n');
  expect(lines[0]).toMatch(/^rep_[a-z2-7]{26} {2}2026-11-24 18:00 {2}not-ours {2}once$/);
  expect(lines.slice(1).every((line) => line.startsWith('  '))).toBe(true);
  expect(text).toContain('number    AAAA-BBBB-CCCC-DD');
  expect(text).toContain('from      evil.example');
  expect(text).toContain('\\u001b[2J');
  const id = lines[0]?.split(' ')[0] ?? '';
  const shown = await type(`mail-reports show ${id}`);
  expect(actsOn(shown.text)).toBe(false);
  expect(shown.text).toContain('Click\\u001b[1A\nhttps://evil.example\\u200b');
});

test('a program gets every word as it was handed in, and a terminal that shows it is safe as well', async () => {
  const { text } = await type('mail-reports --json');
  expect(actsOn(text)).toBe(false);
  const report = JSON.parse(text);
  expect(report).toMatchObject({ verdict: 'not-ours', times: 1, by: null, links: ['evil.example'], subject: SUBJECT });
  const shown = await type(`mail-reports show ${report.id} --json`);
  expect(actsOn(shown.text)).toBe(false);
  expect(JSON.parse(shown.text)).toEqual({ id: report.id, message: HOSTILE });
});

test('a subject of any length is one short line, also when it is folded or encoded', async () => {
  await database.pool.query('delete from mail_reports');
  const word = `=?utf-8?b?${Buffer.from('Votre compte \u001b[5m est fermé ').toString('base64')}?=`;
  await handIn(`From: a@evil.example\nSubject: ${`${word}\n `.repeat(300)}\n\nx`);
  const { text } = await type('mail-reports');
  const subject = text.split('\n').find((line) => line.startsWith('  subject')) ?? '';
  expect(subject).toContain('Votre compte \\u001b[5m est fermé');
  expect(subject.length).toBeLessThan(160);
  expect(actsOn(text)).toBe(false);
});

test('who was signed in is named, the one handed in last is first, and many are all listed once', async () => {
  await database.pool.query('delete from mail_reports');
  await database.pool.query(
    `insert into users (id, email, name, locale, time_zone, state, created_at)
     values ('usr_anna', 'anna@example.test', 'Anna', 'en', 'UTC', 'active', now())`,
  );
  for (let n = 0; n < 45; n++) {
    // Several of one instant.
    const at = new Date(Date.UTC(2026, 10, 1, 0, Math.floor(n / 4))).toISOString();
    await handIn(`From: a@evil.example\nSubject: number ${n}\n\nx`, { at, userId: n === 44 ? 'usr_anna' : null });
  }
  const { text } = await type('mail-reports --json');
  const reports = text.split('\n').map((line) => JSON.parse(line));
  expect(reports[0]).toMatchObject({ by: 'anna@example.test', subject: 'number 44' });
  expect(new Set(reports.map(({ subject }) => subject)).size).toBe(45);
  const times = reports.map(({ lastAt }) => lastAt);
  expect(times).toEqual([...times].sort().reverse());
  expect((await type('mail-reports')).text).toContain('by        anna@example.test');
});
