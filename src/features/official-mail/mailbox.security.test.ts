/*
 * The built-in mailbox shows live links to whoever reads it. Another machine on the network, a page in the developer's
 * browser that has bound its own name to 127.0.0.1, and a mail that carries script, all try to get at them.
 */
import { beforeEach, expect, it } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { createKeyRing, newSecrets } from '../../foundations/crypto/index.ts';
import type { Visit } from '../../foundations/http/index.ts';
import { createMailboxTransport } from '../../foundations/mail-transport/index.ts';
import { createMailboxPages, mayReadMailbox } from './index.ts';

const database = await openTestDatabase();
const clock = { now: () => new Date('2026-11-24T08:00:00.000Z') };
const keyRing = createKeyRing(newSecrets());
const mailbox = createMailboxTransport({ database, keyRing, clock });
const pages = createMailboxPages(mailbox);
const visit = (params: Record<string, string> = {}) =>
  ({ params, query: {}, locale: 'en', timeZone: 'UTC', now: clock.now() }) as Visit;
const mail = {
  from: { name: 'Gatehouse', address: 'no-reply@localhost' },
  to: 'alice@example.org',
  subject: 'Subject <b>',
  text: 'Open http://localhost:3000/verify-address?token=canary-token now',
  html: '<!doctype html><p>html</p><script>alert(1)</script>',
  headers: { 'Auto-Submitted': 'auto-generated' },
};

beforeEach(async () => {
  await database.pool.query('truncate dev_mailbox');
});

it('only a loopback socket that asks for the very host of PUBLIC_URL may read it', () => {
  const publicUrl = new URL('http://localhost:3000');
  const may = (peer: string | undefined, host: string | undefined) => mayReadMailbox({ peer, host, publicUrl });
  for (const peer of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])
    expect(may(peer, 'localhost:3000')).toBe(true);
  expect(may('127.0.0.1', 'LocalHost:3000')).toBe(true);
  for (const peer of [
    '192.0.2.1',
    '10.0.0.1',
    '::ffff:192.0.2.1',
    '2001:db8::1',
    '127.0.0.1.example',
    '1127.0.0.1',
    '',
    undefined,
  ]) {
    expect(may(peer, 'localhost:3000')).toBe(false);
  }
  for (const host of [
    'localhost',
    'localhost:3001',
    '127.0.0.1:3000',
    'evil.example',
    'evil.example:3000',
    'localhost:3000.evil.example',
    'localhost.evil.example:3000',
    'evil@localhost:3000',
    'localhost:3000, evil.example',
    'localhost:3000/',
    '',
    undefined,
  ]) {
    expect(may('127.0.0.1', host)).toBe(false);
  }
  expect(mayReadMailbox({ peer: '::1', host: 'localhost:80', publicUrl: new URL('http://localhost') })).toBe(true);
  expect(mayReadMailbox({ peer: '::1', host: 'localhost', publicUrl: new URL('http://localhost') })).toBe(true);
});

it('lists every mail with both parts for programs, and each once however often it was sent', async () => {
  await mailbox.send({ ...mail, messageId: '<one@localhost>' });
  await mailbox.send({ ...mail, messageId: '<one@localhost>' });
  await mailbox.send({ ...mail, messageId: '<two@localhost>', to: 'bob@example.org' });
  const reply = await pages.list(visit());
  expect(reply).toMatchObject({
    kind: 'page',
    json: {
      mails: [
        { to: 'bob@example.org', subject: mail.subject, text: mail.text, html: mail.html, at: clock.now() },
        { to: 'alice@example.org', headers: { 'Auto-Submitted': 'auto-generated', 'Message-ID': '<one@localhost>' } },
      ],
    },
  });
});

it('keeps no link in clear in the database', async () => {
  await mailbox.send({ ...mail, messageId: '<one@localhost>' });
  const { rows } = await database.pool.query<{ row: string }>('select m::text as row from dev_mailbox m');
  const stored = rows.map(({ row }) => row).join();
  expect(stored).not.toContain('canary-token');
  expect(stored).not.toContain(Buffer.from('canary-token').toString('hex'));
  expect(stored).not.toContain('alice');
});

it('shows a mail’s HTML only in a sandbox without script, form or origin', async () => {
  await mailbox.send({ ...mail, messageId: '<one@localhost>' });
  const [kept] = await mailbox.list(1);
  const reply = await pages.html(visit({ id: String(kept?.id) }));
  expect(reply).toMatchObject({ kind: 'file', contentType: 'text/html; charset=utf-8', body: mail.html });
  const policy = reply.kind === 'file' ? (reply.headers?.['content-security-policy'] ?? '') : '';
  const directives = Object.fromEntries(
    policy.split('; ').map((text) => [text.split(' ')[0], text.split(' ').slice(1)]),
  );
  expect(directives['default-src']).toEqual(["'none'"]);
  expect(directives['style-src']).toEqual(["'unsafe-inline'"]);
  expect(directives.sandbox).toEqual(['allow-top-navigation-by-user-activation', 'allow-popups']);
  expect(directives['script-src']).toBeUndefined();
});

it('shows a mail’s text as text, with its links to follow', async () => {
  await mailbox.send({ ...mail, text: `${mail.text} <script>alert(1)</script>`, messageId: '<one@localhost>' });
  const [kept] = await mailbox.list(1);
  const reply = await pages.mail(visit({ id: String(kept?.id) }));
  const page = reply.kind === 'page' ? String(reply.page.content) : '';
  expect(page).toContain('<a href="http://localhost:3000/verify-address?token=canary-token">');
  expect(page).toContain('&lt;script&gt;');
  expect(page).not.toContain('<script');
  expect(page).not.toContain('Subject <b>');
});

it('answers any other id with not found', async () => {
  for (const id of ['0', '-1', '1e3', '1 or 1=1', '99999999999999999999', '7']) {
    for (const door of [pages.mail, pages.html]) {
      expect(await door(visit({ id }))).toMatchObject({ kind: 'refusal', problem: { type: 'not-found' } });
    }
  }
});

it('says so when there is no mail yet', async () => {
  const reply = await pages.list(visit());
  expect(reply.kind === 'page' && String(reply.page.content)).toContain('No mail yet');
});
