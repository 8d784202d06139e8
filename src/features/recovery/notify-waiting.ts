import { DAY } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import { STOP_RECOVERY } from './complete-recovery.ts';
import type { DescribeOrigin, OfficialMail } from './doors.ts';
import { type WaitingRecovery, wasHeld } from './recovery-table.ts';
import { recoveryWaitingMail } from './recovery-waiting-mail.tsx';
import { clientOf } from './send-code.ts';

/** Each day brings a new link; an old one need not live for ever. */
const STOP_LINK_LIFETIME = 31 * DAY;

interface Deps {
  officialMail: OfficialMail;
  oneTimeTokens: Pick<OneTimeTokens, 'issue'>;
  describeOrigin: DescribeOrigin;
}

/** Tells every notification address of a recovery that waits, with a link of its own to stop it. */
export function createNotifyWaiting({ officialMail, oneTimeTokens, describeOrigin }: Deps) {
  return async (tx: Queries, row: WaitingRecovery): Promise<void> => {
    const token = await oneTimeTokens.issue(tx, {
      purpose: STOP_RECOVERY,
      subject: row.id,
      lifetimeMs: STOP_LINK_LIFETIME,
      // The links of the days before stay good.
      replaceEarlier: false,
    });
    await officialMail.notify(tx, {
      userId: row.user_id,
      mail: recoveryWaitingMail,
      parameters: {
        lost: row.lost,
        askedAt: row.requested_at.toISOString(),
        completesAt: row.completes_at.toISOString(),
        wasStopped: wasHeld(row),
        token,
        origin: describeOrigin(clientOf(row)),
      },
    });
  };
}

export type NotifyWaiting = ReturnType<typeof createNotifyWaiting>;
