import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import { DEFAULT_LOCALE } from '../../foundations/i18n/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { OfficialMail, Users } from './doors.ts';
import { INVITATION } from './invitation.ts';
import { invitationMail } from './invitation-mail.tsx';
import { findInvitation, type Invitation, refusesInvitations } from './invitation-table.ts';
import { findMember } from './membership-table.ts';

interface Deps {
  database: Database;
  clock: Clock;
  users: Users;
  oneTimeTokens: Pick<OneTimeTokens, 'issue'>;
  officialMail: Pick<OfficialMail, 'sendOnRequest'>;
}

/**
 * The job behind an invitation. To a stranger goes a mail without a word that a user wrote, within the budgets of what
 * strangers can cause (RL-6). To somebody who refuses all invitations goes none, and the inviter cannot tell (RL-5).
 */
export function createSendInvitation({ database, clock, users, oneTimeTokens, officialMail }: Deps) {
  return (invitationId: string, sourcePrefix: string): Promise<void> =>
    database.transaction(async (tx) => {
      const invitation = await findInvitation(tx, invitationId);
      const now = clock.now();
      if (invitation?.state !== 'open' || invitation.expires_at <= now) return;
      const user = await users.findRow(invitation.address, tx);
      if (user !== null && !(await isWelcome(tx, invitation, user))) return;
      const inviter = await users.find(tx, invitation.invited_by);
      await officialMail.sendOnRequest(tx, {
        to: invitation.address,
        userId: user?.id ?? null,
        locale: user?.locale ?? inviter?.locale ?? DEFAULT_LOCALE,
        ...(user ? { timeZone: user.time_zone } : {}),
        sourcePrefix,
        mail: invitationMail,
        parameters: async () => ({
          role: invitation.role,
          expiresAt: invitation.expires_at.toISOString(),
          token: await oneTimeTokens.issue(tx, {
            purpose: INVITATION,
            subject: invitation.id,
            lifetimeMs: invitation.expires_at.getTime() - now.getTime(),
            replaceEarlier: true,
          }),
        }),
      });
    });

  /** Who is a member already is asked to become an owner, which is no invitation from a stranger. */
  async function isWelcome(tx: Queries, { account_id }: Invitation, user: { id: string; state: string }) {
    if (user.state !== 'active') return false;
    return !(await refusesInvitations(tx, user.id)) || (await findMember(tx, account_id, user.id)) !== null;
  }
}
