/*
 * Somebody wants to learn a user's anti-phishing code, to put it into a forged mail: from the database, a log, a
 * subject on a lock screen, or by having a mail sent to an address of theirs. Somebody else puts markup, line breaks or
 * right-to-left marks into names and codes, to break a mail open or to add headers to it.
 */
import { beforeEach, expect, it } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { MINUTE } from '../../foundations/clock.ts';
import { createKeyRing, newSecrets } from '../../foundations/crypto/index.ts';
import { createLog } from '../../foundations/log.ts';
import { hashOfBody } from './body-hash.ts';
import { startOfficialMail } from './testing/start-official-mail.tsx';

const database = await openTestDatabase();
const RESET = 'truncate official_mails, rate_limits, recurring_tasks, graphile_worker._private_jobs, users cascade';
const PHRASE = 'otter lantern 42';

beforeEach(async () => {
  await database.pool.query(RESET);
});

it('every mail to a proven address shows the code in both parts and in no header', async () => {
  const mail = startOfficialMail(database);
  const { id, address } = await mail.addUser();
  mail.phrases.set(id, PHRASE);
  for (let n = 0; n < 22; n++) await mail.notifyOf(id);
  await mail.request(address, { userId: id });
  mail.pass(5 * MINUTE);
  await mail.jobs.runPending();
  expect(mail.sent).toHaveLength(22);
  for (const { text, html, ...head } of mail.sent) {
    expect(text.split(PHRASE)).toHaveLength(2);
    expect(html.split(PHRASE)).toHaveLength(2);
    expect(JSON.stringify(head)).not.toContain(PHRASE);
    // In the HTML the box comes after more than any client shows beside a subject.
    const before = html.slice(html.indexOf('<body'), html.indexOf(PHRASE)).replace(/<[^>]*>/g, '');
    expect(before.length).toBeGreaterThan(500);
  }
});

it('without a code a user is invited to choose one', async () => {
  const mail = startOfficialMail(database);
  const { id } = await mail.addUser();
  await mail.notifyOf(id);
  await mail.jobs.runPending();
  for (const part of [mail.sent[0]?.text, mail.sent[0]?.html]) {
    expect(part).toContain('https://account.example.com/security/anti-phishing-code');
  }
});

it('an address that is not proven to be the user’s gets neither code nor box, whoever it is said to be', async () => {
  const mail = startOfficialMail(database);
  const { id } = await mail.addUser();
  mail.phrases.set(id, PHRASE);
  await mail.request('stranger@example.net', { userId: null });
  await mail.request('not-yet-proven@example.net', { userId: id });
  await mail.jobs.runPending();
  expect(mail.sent).toHaveLength(2);
  for (const { text, html } of mail.sent) {
    expect(text + html).not.toContain(PHRASE);
    expect(text + html).not.toContain('anti-phishing');
  }
});

it('the code stands nowhere in clear in the database or a log, before or after delivery', async () => {
  const lines: string[] = [];
  const mail = startOfficialMail(database, { log: createLog({ level: 'debug', write: (line) => lines.push(line) }) });
  const { id, address } = await mail.addUser();
  mail.phrases.set(id, PHRASE);
  const stored = async () => {
    const tables = ['official_mails', 'rate_limits', 'recurring_tasks', 'graphile_worker._private_jobs'];
    const dumps = tables.map((table) => database.pool.query<{ row: string }>(`select t::text as row from ${table} t`));
    return (await Promise.all(dumps)).flatMap(({ rows }) => rows.map(({ row }) => row)).join('\n');
  };
  for (let n = 0; n < 22; n++) await mail.notifyOf(id);
  await mail.request(address, { userId: id });
  const before = await stored();
  await mail.jobs.runPending();
  mail.pass(5 * MINUTE);
  await mail.jobs.runPending();
  const everything = [before, await stored(), lines.join('\n')].join('\n');
  for (const trace of [
    PHRASE,
    Buffer.from(PHRASE).toString('hex'),
    Buffer.from(PHRASE).toString('base64').slice(0, 16),
  ]) {
    expect(everything).not.toContain(trace);
  }
  expect(lines.join('\n')).not.toContain(address);
});

it('the kept hash of a mail does not let a reader of the database guess the code', async () => {
  const [one, other] = [createKeyRing(newSecrets()), createKeyRing(newSecrets())];
  const body = `Every mail shows:\n${PHRASE}`;
  expect(hashOfBody(one, body)).not.toEqual(hashOfBody(other, body));
  expect(hashOfBody(one, body)).toEqual(hashOfBody(one, `${body}\n\n`));
  for (const changed of [`${body} `, `${body}\r`, body.replace('\n', ''), body.replace('\n', ' \n')])
    expect(hashOfBody(one, body)).not.toEqual(hashOfBody(one, changed));
});

it('a sealed mail opens in no other row', async () => {
  const mail = startOfficialMail(database);
  const [alice, eve] = [await mail.addUser(), await mail.addUser()];
  mail.phrases.set(alice.id, PHRASE);
  await mail.notifyOf(alice.id);
  await mail.notifyOf(eve.id);
  await database.pool.query(
    'update official_mails set rendered = (select rendered from official_mails where user_id = $1) where user_id = $2',
    [alice.id, eve.id],
  );
  await mail.jobs.runPending();
  expect(mail.sent.map(({ to }) => to)).toEqual([alice.address]);
});

it('codes of any script arrive intact in both parts, and none can become markup', async () => {
  const phrases = [
    'سلحفاة زرقاء ٤٢',
    '青いカワウソ 42',
    '🦦🏮 квант',
    '\u202eotter\u202c 42',
    `o'otter & "lantern" <b>42</b>`,
  ];
  for (const phrase of phrases) {
    const mail = startOfficialMail(database);
    const { id } = await mail.addUser();
    mail.phrases.set(id, phrase);
    await mail.notifyOf(id);
    await mail.jobs.runPending();
    const [sent] = mail.sent;
    expect(sent?.text.split('\n')).toContain(phrase);
    const escaped = phrase.replace(
      /[&<>"']/g,
      (mark) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' }[mark]};`,
    );
    expect(sent?.html).toContain(escaped);
    expect(sent?.html).not.toContain('<b>');
  }
});

it('a name can neither add a header nor open the HTML', async () => {
  const mail = startOfficialMail(database);
  const { id } = await mail.addUser();
  const name = 'a\r\nBcc: eve@example.net\r\n\r\n<img src=//evil.example>\u2028x\u202e';
  await mail.notifyOf(id, { name, token: 't' });
  await mail.jobs.runPending();
  const [sent] = mail.sent;
  expect(sent?.subject).toBe('Something happened to a Bcc: eve@example.net <img src=//evil.example> x');
  expect(sent?.to).not.toContain('eve');
  expect(sent?.html).not.toContain('<img');
  expect(Object.values(sent?.headers ?? {}).join()).not.toContain('eve');
});

it('a recipient that is not one address never gets into the outbox', async () => {
  const mail = startOfficialMail(database);
  for (const to of ['a@example.org, b@example.org', 'a@example.org\r\nBcc: b@example.org', '<a@example.org>', '']) {
    await expect(mail.request(to)).rejects.toThrow('one e-mail address');
  }
  expect(await mail.rows()).toEqual([]);
});
