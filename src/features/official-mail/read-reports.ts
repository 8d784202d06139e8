import type { KeyRing } from '../../foundations/crypto/index.ts';
import type { Queries } from '../../foundations/database/index.ts';
import { decodeWords } from './decode-words.ts';
import { findReportedMessage, findReports, type KeptReport } from './mail-report-table.ts';
import { reportColumn } from './report-mail.ts';

const AT_ONCE = 20;
const LONGEST_SUBJECT = 998;
/** Where a header of any use has ended. */
const LONGEST_HEAD = 64 * 1024;

/** A forged mail that was handed in. Domain, links, number and subject are what the forger wrote. */
export interface MailReport {
  id: string;
  /** Handed in first and last, and how often. */
  at: Date;
  lastAt: Date;
  times: number;
  /** The sign-in address of whoever handed it in; null: nobody was signed in, or they are gone. */
  by: string | null;
  verdict: 'changed' | 'not-ours';
  number: string | null;
  senderDomain: string | null;
  links: readonly string[];
  subject: string | null;
}

interface Deps {
  queries: Queries;
  keyRing: Pick<KeyRing, 'open'>;
  emailOf(userId: string): Promise<string | null>;
}

/** What people handed in at `/check-mail`, for the company's own staff alone: it may hold codes and links of theirs. */
export function createMailReports({ queries, keyRing, emailOf }: Deps) {
  const openMessage = (id: string, message: Buffer) => keyRing.open(reportColumn.purpose, id, message);

  async function read(row: KeptReport): Promise<MailReport> {
    const { id, at, last_at, times, verdict, number, sender_domain, links, user_id, message } = row;
    return {
      ...{ id, at, lastAt: last_at, times, verdict, number, senderDomain: sender_domain, links },
      by: user_id && (await emailOf(user_id)),
      subject: subjectIn(openMessage(id, message)),
    };
  }

  return {
    /** The one handed in last comes first. */
    async *list(): AsyncGenerator<MailReport> {
      for (let after: string | null = null; ; ) {
        const rows: KeptReport[] = await findReports(queries, after, AT_ONCE);
        for (const row of rows) yield read(row);
        after = rows.at(-1)?.id ?? null;
        if (rows.length < AT_ONCE) return;
      }
    },

    /** The message as it was handed in, its first 256 KiB. Null: there is no such report, or no longer. */
    async find(id: string): Promise<string | null> {
      const message = await findReportedMessage(queries, id);
      return message && openMessage(id, message);
    },
  };
}

/** The first subject, unfolded: what most mail programs show, whatever else is wrong with the header. */
function subjectIn(message: string): string | null {
  const lines = message.slice(0, LONGEST_HEAD).replace(/\r\n?/g, '\n').trimStart();
  const [head = ''] = lines.split('\n\n', 1);
  const unfolded = head.replace(/\n[ \t]+/g, ' ').split('\n');
  const line = unfolded.find((field) => /^subject[ \t]*:/i.test(field));
  return line === undefined ? null : decodeWords(line.slice(line.indexOf(':') + 1, LONGEST_SUBJECT).trim());
}
