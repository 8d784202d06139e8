import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { CommitChange, DescribeOrigin, Owner, PasskeyOnly } from './doors.ts';
import { passwordChangedMail } from './password-changed-mail.tsx';
import { closePassword, lockPassword } from './password-table.ts';
import type { SendResetLink } from './send-reset-link.ts';
import { shownOf } from './set-password.ts';

interface Deps {
  clock: Clock;
  commitChange: CommitChange;
  describeOrigin: DescribeOrigin;
  findOwner(db: Queries, userId: string): Promise<Owner | null>;
  sendResetLink: SendResetLink;
  passkeyOnly: PasskeyOnly;
}

/**
 * After "this wasn't me": the present password proves nothing any more, and a link to choose another is mailed to the
 * sign-in address. A security change of its own: every notification address hears of it. Sessions are the caller's.
 * False: nothing of it, since the user signs in with passkeys alone; the password is kept for a recovery.
 */
export function createCloseUntilReset({
  clock,
  commitChange,
  describeOrigin,
  findOwner,
  sendResetLink,
  passkeyOnly,
}: Deps) {
  return async (tx: Queries, userId: string, client: Client): Promise<boolean> => {
    if (await passkeyOnly.isPasskeyOnly(tx, userId)) return false;
    const owner = await findOwner(tx, userId);
    const before = await lockPassword(tx, userId);
    if (owner === null || before === null) return true;
    const now = clock.now();
    if (before.closed_at === null) {
      await closePassword(tx, userId, now);
      await commitChange(tx, {
        userId,
        kind: 'password-closed',
        actor: { client, session: null },
        before: shownOf(before),
        after: { ...shownOf(before), closed: true },
        secretBefore: before.hash,
        endSessions: 'none',
        mail: passwordChangedMail,
        parameters: { at: now.toISOString(), how: 'closed' as const, origin: describeOrigin(client) },
      });
    }
    await sendResetLink(tx, { owner, client, askedAt: now, provenByLink: true });
    return true;
  };
}
