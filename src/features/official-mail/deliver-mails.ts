import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Log } from '../../foundations/log.ts';
import { MailNotSent, type MailTransport } from '../../foundations/mail-transport/index.ts';
import { nextTry } from './delivery-schedule.ts';
import { headersOf } from './mail-header.ts';
import type { MailSettings } from './mail-settings.ts';
import { closeMails, lockDue, postponeMail, type WaitingMail } from './official-mail-table.ts';
import type { Outbox } from './outbox.ts';

interface Deps {
  database: Database;
  clock: Clock;
  transport: MailTransport;
  outbox: Outbox;
  settings: MailSettings;
  log: Log;
}

/**
 * Sends as many of the mails that are due as the transport takes at a time, and erases their words; says whether there may be more.
 * Rows stay locked while they are being sent, so each is sent by one process at a time. Exactly once, but for one window: a
 * process that dies after the mail server took a mail and before the commit leaves it waiting, and it goes out again with
 * the same Message-ID.
 */
export function createDeliverMails(deps: Deps) {
  const { database, clock, transport, outbox, settings, log } = deps;
  const portion = transport.portion ?? 1;

  return (): Promise<boolean> =>
    database.transaction(async (tx) => {
      const mails = await lockDue(tx, clock.now(), portion);
      const sent = await Promise.all(mails.map(async (mail) => ({ mail, failure: await send(tx, mail) })));
      const taken = sent.flatMap(({ mail, failure }) => (failure === null ? [mail] : []));
      await delivered(tx, taken);
      for (const { mail, failure } of sent) if (failure !== null) await failed(tx, mail, failure);
      return mails.length === portion;
    });

  async function send(tx: Queries, mail: WaitingMail): Promise<MailNotSent | null> {
    try {
      const { to, subject, text, html } = outbox.openWaiting(mail.id, mail.rendered);
      const from = settings.mailFrom;
      await transport.send({ from, to, subject, text, html, ...headersOf(mail, from) }, tx);
      return null;
    } catch (error) {
      return error instanceof MailNotSent
        ? error
        : new MailNotSent(false, error instanceof Error ? error.name : 'unknown');
    }
  }

  async function delivered(tx: Queries, mails: readonly WaitingMail[]): Promise<void> {
    if (mails.length === 0) return;
    const ids = mails.map(({ id }) => id);
    await closeMails(tx, ids, { state: 'delivered', at: clock.now(), error: null });
    for (const { id, template, attempts } of mails) {
      log.info({ mailId: id, template, attempts: attempts + 1 }, 'mail delivered');
    }
  }

  async function failed(tx: Queries, mail: WaitingMail, { permanent, reason }: MailNotSent): Promise<void> {
    const { id, template } = mail;
    const attempts = mail.attempts + 1;
    const now = clock.now();
    const next = permanent ? null : nextTry(attempts, mail.created_at, now);
    if (next === null) {
      await closeMails(tx, [id], { state: 'failed', at: now, error: reason });
      log.error({ mailId: id, template, attempts, reason }, 'mail given up');
      return;
    }
    await postponeMail(tx, id, next, reason);
    log.warn({ mailId: id, template, attempts, reason, nextTry: next }, 'mail delayed');
  }
}
