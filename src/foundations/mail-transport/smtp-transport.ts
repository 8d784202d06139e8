import { createTransport, type NodemailerError } from 'nodemailer';
import { MINUTE, SECOND } from '../clock.ts';
import type { Log } from '../log.ts';
import { bodyOf, headerOf, writeMessage } from './build-message.ts';
import type { DkimKey } from './dkim.ts';
import { MailNotSent, type MailTransport, type OutgoingMail } from './mail-transport.ts';
import { refuseInjection } from './refuse-injection.ts';
import { signMessage } from './sign-message.ts';

const TIMEOUTS = { connectionTimeout: 10 * SECOND, greetingTimeout: 10 * SECOND, socketTimeout: 30 * SECOND };
/** A server that trickles its replies trips no socket timeout. */
const WHOLE_SEND = MINUTE;
const CONNECTIONS = 4;

interface SmtpOptions {
  url: string;
  log: Log;
  trustedCertificate?: string | Buffer;
  dkim?: DkimKey | undefined;
}

/** Connects, demands the encryption a mail would get, signs in, and leaves. Throws a MailNotSent; sends nothing. */
export async function checkMailServer(options: SmtpOptions): Promise<void> {
  const smtp = createTransport(connectionOf(options));
  try {
    await smtp.verify();
  } catch (error) {
    throw notSent(error as NodemailerError, options.log);
  } finally {
    smtp.close();
  }
}

/**
 * Hands mails to one SMTP server. `smtps://` is TLS from the first byte; `smtp://` demands STARTTLS, except on loopback,
 * where a server that offers none is spoken to in plain. Certificates are always verified against the name in the URL
 * (NM-8): a certificate of one's own belongs into NODE_EXTRA_CA_CERTS. With a key, each mail is signed for the domain of its
 * sender, which is also that of the envelope (NM-6).
 */
export function createSmtpTransport(options: SmtpOptions): MailTransport {
  const { log, dkim } = options;
  const smtp = createTransport({
    ...connectionOf(options),
    pool: true,
    maxConnections: CONNECTIONS,
    // Ours is the only retry: a connection that broke may have taken the mail.
    maxRequeues: 0,
  });
  smtp.on('error', (error: NodemailerError) => log.warn({ reason: reasonOf(error) }, 'mail server connection lost'));

  return {
    async send(mail) {
      refuseInjection(mail);
      try {
        await smtp.sendMail({
          raw: messageOf(mail, dkim),
          envelope: { from: mail.from.address, to: [mail.to] },
          signal: AbortSignal.timeout(WHOLE_SEND),
        });
      } catch (error) {
        throw notSent(error as NodemailerError, log);
      }
    },
    close: () => smtp.close(),
  };
}

function connectionOf({ url: address, trustedCertificate }: SmtpOptions) {
  const url = new URL(address);
  const secure = isSmtps(url);
  return {
    host: hostOf(url),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && !isLoopback(url),
    tls: { minVersion: 'TLSv1.2', ...(trustedCertificate ? { ca: trustedCertificate } : {}) } as const,
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    ...TIMEOUTS,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function messageOf(mail: OutgoingMail, dkim: DkimKey | undefined): string {
  const header = headerOf(mail);
  const body = bodyOf(mail);
  return writeMessage(dkim ? [signMessage(header, body, mail.from.address, dkim), ...header] : header, body);
}

function isSmtps(url: URL): boolean {
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')
    throw new TypeError('SMTP_URL must be smtp:// or smtps://');
  return url.protocol === 'smtps:';
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function isLoopback(url: URL): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(hostOf(url));
}

/** Only a verdict on this recipient or this message is final: a refused sign-in or sender is for the operator to mend. */
function notSent(error: NodemailerError, log: Log): MailNotSent {
  const isVerdict = error.command === 'RCPT TO' || error.command === 'DATA' || error.code === 'EMESSAGE';
  const permanent = error.permanent === true && isVerdict;
  if (isCertificateError(error)) log.error({ reason: reasonOf(error) }, 'the mail server’s certificate is not trusted');
  return new MailNotSent(permanent, reasonOf(error));
}

function isCertificateError(error: NodemailerError): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME|ISSUER/.test(`${error.originalCode ?? ''} ${error.code ?? ''}`);
}

function reasonOf(error: NodemailerError): string {
  const parts = [error.code, error.originalCode, error.responseCode, error.command, error.timeoutType];
  return [...new Set(parts.filter((part) => part !== undefined).map(String))].join(' ') || error.name;
}
