import { expect } from '@playwright/test';

export interface Mail {
  to: string[];
  subject: string;
  headers: Record<string, string>;
  text: string;
  html: string;
}

/** The built-in mailbox, as a program reads it. */
export interface Mailbox {
  /** Waits for the latest mail to an address that contains the words. */
  mailTo(email: string, containing: string): Promise<Mail>;
  /** Everything to an address, the newest first. */
  mailsTo(email: string): Promise<Mail[]>;
}

export function openMailbox(origin: string): Mailbox {
  async function mailsTo(email: string): Promise<Mail[]> {
    const answer = await fetch(`${origin}/dev/mailbox`, { headers: { accept: 'application/json' } });
    const { mails } = (await answer.json()) as { mails: Mail[] };
    return mails.filter(({ to }) => to.includes(email));
  }

  async function mailTo(email: string, containing: string): Promise<Mail> {
    let found: Mail | undefined;
    await expect
      .poll(
        async () => {
          found = (await mailsTo(email)).find(({ subject, text }) => `${subject}\n${text}`.includes(containing));
          return found !== undefined;
        },
        { message: `a mail to ${email} with “${containing}”`, timeout: 10_000, intervals: [100] },
      )
      .toBe(true);
    if (!found) throw new Error('unreachable: the poll above has passed');
    return found;
  }

  return { mailsTo, mailTo };
}

/** The path of the link in a mail's text part that leads to one of our pages. */
export function linkIn(mail: Mail, path: string): string {
  const link = mail.text.match(/https?:\/\/\S+/g)?.find((address) => new URL(address).pathname.startsWith(path));
  if (!link) throw new Error(`no link to ${path} in:\n${mail.text}`);
  const { pathname, search } = new URL(link);
  return pathname + search;
}

/** The code in a mail's text part: two groups of five. */
export function codeIn({ text }: Mail): string {
  const code = /^([A-Z2-7]{5}-[A-Z2-7]{5})$/m.exec(text)?.[1];
  if (!code) throw new Error(`no code in:\n${text}`);
  return code;
}
