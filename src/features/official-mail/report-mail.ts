import type { Clock } from '../../foundations/clock.ts';
import { type KeyRing, newId } from '../../foundations/crypto/index.ts';
import type { Database } from '../../foundations/database/index.ts';
import type { Log } from '../../foundations/log.ts';
import type { SealedColumn } from '../../foundations/sealed-rows/index.ts';
import type { Verdict } from './check-message.ts';
import { dropOldestReports, insertReport } from './mail-report-table.ts';
import { onlyField } from './message-header.ts';
import { readMessage } from './read-message.ts';

const PURPOSE = 'official-mail.report';
export const reportColumn: SealedColumn = {
  table: 'mail_reports',
  idColumn: 'id',
  column: 'message',
  purpose: PURPOSE,
};
const LONGEST_KEPT = 256 * 1024;
/** Of strangers, and as many of users: no stranger's flood takes the place of what somebody stands for with an account. */
const MOST_REPORTS = 1000;
const MOST_PER_USER = 50;

interface Deps {
  database: Database;
  clock: Clock;
  keyRing: Pick<KeyRing, 'seal' | 'keyedHash'>;
  log: Log;
  checkMessage(pasted: string, userId: string | null): Promise<Verdict | null>;
}

export type ReportResult = 'kept' | 'ours' | 'unreadable';

/** Keeps a forged mail for the operator: sealed, counted once however often it comes, and only so many of them. */
export function createReportMail({ database, clock, keyRing, log, checkMessage }: Deps) {
  return async function reportMail(pasted: string, userId: string | null): Promise<ReportResult> {
    const verdict = await checkMessage(pasted, userId);
    if (verdict === null) return 'unreadable';
    // A copy of a mail of ours to somebody else is a forgery as well.
    if (verdict.verdict === 'as-sent' && verdict.sent?.yours !== false) return 'ours';
    const id = newId('rep');
    const header = readMessage(pasted)?.header;
    await insertReport(database.queries, {
      id,
      at: clock.now(),
      verdict: verdict.verdict === 'not-ours' ? 'not-ours' : 'changed',
      number: verdict.number,
      sender_domain: domainOf(header ? (onlyField(header, 'from') ?? '') : ''),
      links: verdict.links,
      user_id: userId,
      message: keyRing.seal(PURPOSE, id, pasted.slice(0, LONGEST_KEPT)),
      message_hash: keyRing.keyedHash(PURPOSE, pasted),
    });
    await dropOldestReports(database.queries, { most: MOST_REPORTS, perUser: MOST_PER_USER });
    log.warn({ reportId: id, verdict: verdict.verdict }, 'a forged mail was reported');
    return 'kept';
  };
}

/** Only what can be a domain: a sender may claim anything. */
function domainOf(from: string): string | null {
  const [, domain = ''] = /@([a-z0-9.-]{1,253})>?$/i.exec(from.slice(-256)) ?? [];
  return domain === '' ? null : domain.toLowerCase();
}
