/*
 * Somebody between us and the mail server wants to read the mails, which hold links that reset passwords: they answer
 * in its place with a certificate of their own, or strip STARTTLS from its greeting. Somebody else puts line breaks and
 * second addresses into whatever ends up in a header, to send mails of theirs under our name.
 */
import { afterEach, expect, it } from 'vitest';
import { createLog, silentLog } from '../log.ts';
import { createSmtpTransport, MailNotSent, type OutgoingMail } from './index.ts';
import { makeCertificate } from './testing/make-certificate.ts';
import { type SmtpSink, startSmtpSink } from './testing/start-smtp-sink.ts';

const mail: OutgoingMail = {
  from: { name: 'Gatehouse', address: 'no-reply@example.com' },
  to: 'alice@example.org',
  subject: 'Hello',
  text: 'text-canary',
  html: '<p>html</p>',
  messageId: '<mail_abc@example.com>',
  headers: {},
};

const toClose: { close(): unknown }[] = [];
afterEach(async () => {
  for (const open of toClose.splice(0).reverse()) await open.close();
});

/** Everything the server was told, whether or not a mail came of it. */
async function eavesdropper(options: Parameters<typeof startSmtpSink>[0]): Promise<SmtpSink & { senders: string[] }> {
  const senders: string[] = [];
  const server = await startSmtpSink({
    ...options,
    onMailFrom: (address, _session, done) => {
      senders.push(address.address);
      done();
    },
  });
  toClose.push(server);
  return { ...server, senders };
}

async function send(url: string, sent: OutgoingMail = mail, log = silentLog): Promise<unknown> {
  const transport = createSmtpTransport({ url, log });
  toClose.push(transport);
  return transport.send(sent).then(
    () => 'sent',
    (error: unknown) => error,
  );
}

it('no mail reaches a server whose certificate nobody vouches for, and the log says so', async () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', write: (line) => lines.push(line) });
  const certificate = makeCertificate('localhost');
  for (const [scheme, options] of [
    ['smtps', { secure: true, ...certificate }],
    ['smtp', certificate],
  ] as const) {
    const server = await eavesdropper(options);
    const outcome = await send(`${scheme}://localhost:${server.port}`, mail, log);
    expect(outcome).toBeInstanceOf(MailNotSent);
    expect(outcome).toMatchObject({ permanent: false });
    expect([server.senders, server.received]).toEqual([[], []]);
  }
  const events = lines.filter((line) => line.includes('certificate is not trusted'));
  expect(events).toHaveLength(2);
  expect(lines.join()).not.toContain('alice');
});

it('no mail reaches a server whose certificate names another host', async () => {
  const certificate = makeCertificate('mail.example.com');
  const server = await eavesdropper({ secure: true, ...certificate });
  const transport = createSmtpTransport({
    url: `smtps://localhost:${server.port}`,
    log: silentLog,
    trustedCertificate: certificate.cert,
  });
  toClose.push(transport);
  await expect(transport.send(mail)).rejects.toMatchObject({ permanent: false });
  expect(server.senders).toEqual([]);
});

it('off loopback nothing is said in plain: a server without STARTTLS gets no mail', async () => {
  const server = await eavesdropper({ disabledCommands: ['STARTTLS', 'AUTH'] });
  // The same machine under an address that is not its loopback one.
  const outcome = await send(`smtp://0.0.0.0:${server.port}`);
  expect(outcome).toMatchObject({ permanent: false, reason: expect.stringContaining('STARTTLS') });
  expect(server.senders).toEqual([]);
});

it('a line break or control character in any header ends the sending, not the header', async () => {
  const server = await eavesdropper({ disabledCommands: ['STARTTLS', 'AUTH'] });
  const bad: Partial<OutgoingMail>[] = ['\r\nBcc: eve@example.net', '\nBcc: eve@example.net', '\rX', '\u0000'].flatMap(
    (tail) => [
      { subject: `Hello${tail}` },
      { from: { name: `Gatehouse${tail}`, address: 'no-reply@example.com' } },
      { to: `alice@example.org${tail}` },
      { messageId: `<a@example.com>${tail}` },
      { headers: { 'X-Message-Number': `A${tail}` } },
    ],
  );
  bad.push({ headers: { 'X-A: b\r\nBcc': 'eve@example.net' } });
  for (const part of bad) {
    expect(await send(`smtp://localhost:${server.port}`, { ...mail, ...part })).toMatchObject({ permanent: true });
  }
  expect(server.senders).toEqual([]);
});

it('one mail has one recipient, whatever its address looks like', async () => {
  const server = await eavesdropper({ disabledCommands: ['STARTTLS', 'AUTH'] });
  for (const to of [
    'alice@example.org, eve@example.net',
    'alice@example.org;eve@example.net',
    '"alice@example.org" <eve@example.net>',
    '<eve@example.net>',
    'group: eve@example.net;',
    'alice@example.org eve@example.net',
    'alice@eve.example.net@example.org',
  ]) {
    expect(await send(`smtp://localhost:${server.port}`, { ...mail, to })).toMatchObject({ permanent: true });
  }
  expect(await send(`smtp://localhost:${server.port}`, { ...mail, to: "o'hara+tag=1{x}@example.org" })).toBe('sent');
  expect(server.received.map(({ recipients }) => recipients)).toEqual([["o'hara+tag=1{x}@example.org"]]);
});
