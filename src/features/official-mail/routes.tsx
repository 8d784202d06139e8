import { type Reply, refuse, type Visit } from '../../foundations/http/index.ts';
import type { KeptMail } from '../../foundations/mail-transport/index.ts';
import { mailboxPage, mailPage } from './mailbox-page.tsx';

export interface Mailbox {
  list(most: number): Promise<KeptMail[]>;
  find(id: number): Promise<KeptMail | null>;
}

const MOST_LISTED = 500;
/** Its links lead on, everything else is off: no script, no form, no origin, nothing fetched. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox allow-top-navigation-by-user-activation allow-popups";

/** The pages of the built-in mailbox. Every door to them needs `mayReadMailbox`. */
export function createMailboxPages(mailbox: Mailbox) {
  return {
    async list(visit: Visit): Promise<Reply> {
      const mails = await mailbox.list(MOST_LISTED);
      const json = {
        mails: mails.map(({ to, subject, headers, text, html, at }) => ({ to, subject, headers, text, html, at })),
      };
      return { kind: 'page', page: mailboxPage(mails, visit), json };
    },

    async mail(visit: Visit): Promise<Reply> {
      const mail = await find(visit);
      return mail ? { kind: 'page', page: mailPage(mail, visit), json: mail } : refuse('not-found');
    },

    async html(visit: Visit): Promise<Reply> {
      const mail = await find(visit);
      if (!mail) return refuse('not-found');
      const headers = { 'content-security-policy': MAIL_POLICY };
      return { kind: 'file', contentType: 'text/html; charset=utf-8', body: mail.html, headers };
    },
  };

  async function find(visit: Visit): Promise<KeptMail | null> {
    const { id = '' } = visit.params;
    return /^[1-9]\d{0,14}$/.test(id) ? mailbox.find(Number(id)) : null;
  }
}
