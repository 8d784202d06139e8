import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import { groupCode, type OneTimeCodes } from '../../foundations/one-time-codes/index.ts';
import type { DescribeOrigin, OfficialMail, Person } from './doors.ts';
import { recoveryCodeMail } from './recovery-code-mail.tsx';
import { markCodeMailed, type RecoveryRow } from './recovery-table.ts';

const PURPOSE = 'recovery';

export type SendCode = (tx: Queries, request: { row: RecoveryRow; person: Person; proven: boolean }) => Promise<void>;

/** Which code is meant: of this recovery, in the browser that asked. */
export function codeName({ id, cookie_hash }: Pick<RecoveryRow, 'id' | 'cookie_hash'>) {
  return { purpose: PURPOSE, subject: id, holder: cookie_hash.toString('base64url') };
}

/** Whoever asked, as far as the row keeps it. */
export function clientOf({ address, prefix, user_agent }: Pick<RecoveryRow, 'address' | 'prefix' | 'user_agent'>) {
  return { address, prefix, userAgent: user_agent };
}

interface Deps {
  clock: Clock;
  officialMail: OfficialMail;
  oneTimeCodes: Pick<OneTimeCodes, 'issue'>;
  describeOrigin: DescribeOrigin;
}

/**
 * Mails the code of a recovery to the sign-in address, once. Asked for by a stranger it is within their budget and may be
 * dropped (RL-6); after a right secret in that recovery it is never dropped. The row is locked by the caller.
 */
export function createSendCode({ clock, officialMail, oneTimeCodes, describeOrigin }: Deps): SendCode {
  return async (tx, { row, person, proven }) => {
    if (row.state !== 'proof' || row.code_mailed_at !== null || row.expires_at <= clock.now()) return;
    const sent = await officialMail.sendOnRequest(tx, {
      to: person.email,
      userId: person.id,
      locale: person.locale,
      timeZone: person.timeZone,
      sourcePrefix: row.prefix,
      provenByLink: proven,
      mail: recoveryCodeMail,
      parameters: async () => ({
        code: groupCode(await oneTimeCodes.issue(tx, { ...codeName(row), data: { mailedTo: person.email } })),
        askedAt: row.requested_at.toISOString(),
        origin: describeOrigin(clientOf(row)),
      }),
    });
    if (sent === 'queued') await markCodeMailed(tx, row.id, clock.now());
  };
}
