import { generateKeyPairSync } from 'node:crypto';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { afterEach, describe, expect, it } from 'vitest';
import { silentLog } from '../log.ts';
import { createSmtpTransport, dkimRecords, MailNotSent, type MailTransport, type OutgoingMail } from './index.ts';
import { makeCertificate } from './testing/make-certificate.ts';
import { type SmtpSink, startSmtpSink } from './testing/start-smtp-sink.ts';

const mail: OutgoingMail = {
  from: { name: 'Gâtehouse, Ltd', address: 'no-reply@example.com' },
  to: 'alice@example.org',
  subject: 'Nouvelle connexion à votre compte',
  text: 'Café, 日本語, 🦦\nsecond line',
  html: '<p>Café, 日本語, 🦦</p>',
  messageId: '<mail_abc@example.com>',
  headers: { 'Auto-Submitted': 'auto-generated', Date: 'Tue, 24 Nov 2026 08:12:00 +0000' },
};

const toClose: { close(): unknown }[] = [];
afterEach(async () => {
  for (const open of toClose.splice(0).reverse()) await open.close();
});

async function sink(options: Parameters<typeof startSmtpSink>[0] = {}): Promise<SmtpSink> {
  const started = await startSmtpSink(options);
  toClose.push(started);
  return started;
}

function transportTo(url: string, trustedCertificate?: string): MailTransport {
  const transport = createSmtpTransport({
    url,
    log: silentLog,
    ...(trustedCertificate ? { trustedCertificate } : {}),
  });
  toClose.push(transport);
  return transport;
}

async function failureOf(sending: Promise<void>): Promise<MailNotSent> {
  const error = await sending.then(() => null).catch((caught: unknown) => caught);
  if (!(error instanceof MailNotSent)) throw new Error(`expected a MailNotSent, got ${String(error)}`);
  return error;
}

describe('a mail handed over by SMTP', () => {
  it('arrives with both parts, its own Message-ID and Date, and 7-bit bytes only', async () => {
    const server = await sink({ disabledCommands: ['STARTTLS', 'AUTH'] });
    await transportTo(`smtp://localhost:${server.port}`).send(mail);
    const [received] = server.received;
    expect(received?.recipients).toEqual(['alice@example.org']);
    expect(received?.sender).toBe('no-reply@example.com');
    expect(received?.parsed.from?.value).toEqual([mail.from]);
    expect(received?.parsed.subject).toBe(mail.subject);
    expect(received?.parsed.text?.trim()).toBe(mail.text);
    expect(received?.parsed.html).toContain(mail.html);
    expect(received?.parsed.messageId).toBe(mail.messageId);
    expect(received?.parsed.date?.toISOString()).toBe('2026-11-24T08:12:00.000Z');
    expect(received?.raw).toMatch(/^[\t\r\n\x20-\x7e]*$/);
    expect(received?.raw.match(/^Date:/gim)).toHaveLength(1);
    expect(Math.max(...(received?.raw.split('\r\n') ?? []).map((line) => line.length))).toBeLessThan(998);
  });

  it('is sent over TLS when the certificate is trusted and names the host', async () => {
    const certificate = makeCertificate('localhost');
    const secure = await sink({ secure: true, ...certificate });
    await transportTo(`smtps://localhost:${secure.port}`, certificate.cert).send(mail);
    const upgraded = await sink(certificate);
    await transportTo(`smtp://localhost:${upgraded.port}`, certificate.cert).send(mail);
    expect([secure.received.length, upgraded.received.length]).toEqual([1, 1]);
  });

  it('is refused for good when the server rejects the recipient or the message', async () => {
    const recipients = await sink({
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error('no such user'), { responseCode: 550 })),
    });
    const rejected = await failureOf(transportTo(`smtp://localhost:${recipients.port}`).send(mail));
    expect(rejected).toMatchObject({ permanent: true });
    expect(rejected.reason).not.toContain('alice');

    const content = await sink({
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on('end', () => done(Object.assign(new Error('looks like spam'), { responseCode: 554 })));
      },
    });
    expect(await failureOf(transportTo(`smtp://localhost:${content.port}`).send(mail))).toMatchObject({
      permanent: true,
    });
  });

  it('may be tried again when the server is busy, away, or does not know us', async () => {
    const busy = await sink({
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error('later'), { responseCode: 451 })),
    });
    expect(await failureOf(transportTo(`smtp://localhost:${busy.port}`).send(mail))).toMatchObject({
      permanent: false,
    });

    const gone = await startSmtpSink();
    await gone.close();
    expect(await failureOf(transportTo(`smtp://localhost:${gone.port}`).send(mail))).toMatchObject({
      permanent: false,
    });

    const strict = await sink({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(Object.assign(new Error('wrong'), { responseCode: 535 })),
    });
    const unknown = await failureOf(transportTo(`smtp://user:secret@localhost:${strict.port}`).send(mail));
    expect(unknown).toMatchObject({ permanent: false });
    expect(unknown.reason).not.toContain('secret');
  });
});

describe('a mail that is signed', () => {
  const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  const key = { selector: 'a2026', privateKey };

  async function sendSigned(more: Partial<OutgoingMail> = {}) {
    const server = await sink({ disabledCommands: ['STARTTLS', 'AUTH'] });
    const transport = createSmtpTransport({ url: `smtp://localhost:${server.port}`, log: silentLog, dkim: key });
    toClose.push(transport);
    await transport.send({ ...mail, ...more });
    const [received] = server.received;
    if (!received) throw new Error('nothing arrived');
    return received;
  }
  const verify = (raw: string, records = dkimRecords('example.com', [key])) =>
    dkimVerify(Buffer.from(raw, 'latin1'), {
      resolver: async (name) => {
        const record = records.get(name);
        if (record === undefined) throw Object.assign(new Error(name), { code: 'ENOTFOUND' });
        return [[record]];
      },
    });

  it('is signed by the domain of its sender, which is that of the envelope and of the Message-ID, too (NM-6)', async () => {
    const { raw, sender } = await sendSigned();
    const { results, headerFrom } = await verify(raw);
    expect(results.map(({ status, signingDomain }) => [status.result, signingDomain])).toEqual([
      ['pass', 'example.com'],
    ]);
    expect([sender, headerFrom]).toEqual(['no-reply@example.com', ['no-reply@example.com']]);
    expect(raw).toMatch(/^Message-ID: <mail_abc@example\.com>/m);
    expect(raw).not.toMatch(/^(?:ARC-|Authentication-Results|List-Unsubscribe)/im);
  });

  it('cannot be changed in anything that a reader goes by', async () => {
    const { raw } = await sendSigned({
      headers: { ...mail.headers, 'X-Message-Number': 'ABCD-EFGH' },
    });
    for (const [from, to] of [
      [/^Subject: .*$/m, 'Subject: other'],
      [/^To: .*$/m, 'To: eve@example.net'],
      [/^Date: .*$/m, 'Date: Wed, 25 Nov 2026 08:12:00 +0000'],
      [/^X-Message-Number: .*$/m, 'X-Message-Number: ABCD-EFGX'],
      [/^Auto-Submitted: .*$/m, 'Auto-Submitted: no'],
      ['second line', 'second lime'],
    ] as const) {
      const changed = raw.replace(from, to);
      expect(changed).not.toBe(raw);
      expect((await verify(changed)).results[0]?.status.result, to).not.toBe('pass');
    }
  });

  it('cannot be given a field that a reader would go by (RFC 6376 §8.15)', async () => {
    const { raw } = await sendSigned({ headers: { ...mail.headers, 'X-Message-Number': 'ABCD-EFGH' } });
    for (const field of [
      'From: eve@evil.example',
      'To: eve@evil.example',
      'Subject: other',
      'Date: Wed, 25 Nov 2026 08:12:00 +0000',
      'Content-Type: text/html',
      'X-Message-Number: ABCD-EFGX',
      'Reply-To: eve@evil.example',
      'Cc: eve@evil.example',
      'Sender: eve@evil.example',
      'List-Unsubscribe: <https://evil.example/>',
      'Content-Transfer-Encoding: base64',
    ]) {
      expect((await verify(`${field}\r\n${raw}`)).results[0]?.status.result, field).not.toBe('pass');
      expect((await verify(raw.replace('\r\n\r\n', `\r\n${field}\r\n\r\n`))).results[0]?.status.result, field).not.toBe(
        'pass',
      );
    }
    expect((await verify(`Received: from a by b; x\r\nX-Spam: no\r\n${raw}`)).results[0]?.status.result).toBe('pass');
  });
});
