import type { Log } from '../foundations/log.ts';
import { checkMailServer as connect, MailNotSent } from '../foundations/mail-transport/index.ts';
import type { Settings } from '../settings.ts';
import type { Finding } from './finding.ts';

/** Connects and signs in to the mail server as for a mail, and sends none. */
export async function checkMailServer({ secrets, publicUrl }: Settings, log: Log): Promise<Finding> {
  const about = 'mail server';
  if (secrets.smtpUrl === undefined) {
    return {
      about,
      ok: true,
      words: `none; mails appear at ${publicUrl.origin}/dev/mailbox (a trial on this machine).`,
    };
  }
  const { hostname } = new URL(secrets.smtpUrl);
  try {
    await connect({ url: secrets.smtpUrl, log });
    return { about, ok: true, words: `${hostname} answers, over a connection as the settings ask for.` };
  } catch (error) {
    if (!(error instanceof MailNotSent)) throw error;
    const words = `${hostname} cannot be used (${error.reason}).`;
    const todo =
      'Check SMTP_URL: name, port, user and password; a certificate of one’s own goes into NODE_EXTRA_CA_CERTS.';
    return { about, ok: false, words, todo };
  }
}
