import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Jobs } from '../../foundations/jobs/index.ts';
import type { Log } from '../../foundations/log.ts';
import { MailNotSent, type MailTransport } from '../../foundations/mail-transport/index.ts';
import { nextTry } from './delivery-schedule.ts';
import { headersOf } from './mail-header.ts';
import type { MailSettings } from './mail-settings.ts';
import { closeMail, lockWaiting, postponeMail, type WaitingMail } from './official-mail-table.ts';
import { addDelivery, type Outbox } from './outbox.ts';

interface Deps {
  database: Database;
  clock: Clock;
  transport: MailTransport;
  outbox: Outbox;
  jobs: Pick<Jobs, 'add'>;
  settings: MailSettings;
  log: Log;
}

/**
 * Sends one waiting mail and erases its words. The row stays locked while it is being sent, so it is sent by one process
 * at a time; nothing else of it happens when it is no longer waiting. Exactly once, but for one window: a process that
 * dies after the mail server took the mail and before the commit leaves it waiting, and it goes out again with the same Message-ID.
 */
export function createDeliverMail(deps: Deps) {
  const { database, clock, transport, outbox, jobs, settings, log } = deps;

  return (mailId: string): Promise<void> =>
    database.transaction(async (tx) => {
      const mail = await lockWaiting(tx, mailId);
      if (!mail) return;
      const failure = await send(mail);
      if (failure === null) await delivered(tx, mail);
      else await failed(tx, mail, failure);
    });

  async function send(mail: WaitingMail): Promise<MailNotSent | null> {
    try {
      const { to, subject, text, html } = outbox.openWaiting(mail.id, mail.rendered);
      const from = settings.mailFrom;
      await transport.send({ from, to, subject, text, html, ...headersOf(mail, from) });
      return null;
    } catch (error) {
      return error instanceof MailNotSent
        ? error
        : new MailNotSent(false, error instanceof Error ? error.name : 'unknown');
    }
  }

  async function delivered(tx: Queries, { id, template, attempts }: WaitingMail): Promise<void> {
    await closeMail(tx, id, { state: 'delivered', at: clock.now(), error: null });
    log.info({ mailId: id, template, attempts: attempts + 1 }, 'mail delivered');
  }

  async function failed(tx: Queries, mail: WaitingMail, { permanent, reason }: MailNotSent): Promise<void> {
    const { id, template } = mail;
    const attempts = mail.attempts + 1;
    const now = clock.now();
    const next = permanent ? null : nextTry(attempts, mail.created_at, now);
    if (next === null) {
      await closeMail(tx, id, { state: 'failed', at: now, error: reason });
      log.error({ mailId: id, template, attempts, reason }, 'mail given up');
      return;
    }
    await postponeMail(tx, id, next, reason);
    await addDelivery(jobs, tx, id, next);
    log.warn({ mailId: id, template, attempts, reason, nextTry: next }, 'mail delayed');
  }
}
