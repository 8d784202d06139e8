import type { Queries } from '../../foundations/database/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { Catalogue } from './catalogue.ts';
import type { CommitAccountChange } from './commit-account-change.ts';
import type { Acting } from './doors.ts';
import { INVITATION } from './invitation.ts';
import { listOpenInvitationsBy, updateInvitation } from './invitation-table.ts';
import { listOfferedBy } from './membership-table.ts';
import { isGranted } from './permission.ts';
import type { Role } from './role.ts';
import type { Settling } from './settle-account.ts';

interface Deps {
  catalogue: Catalogue;
  oneTimeTokens: Pick<OneTimeTokens, 'revoke'>;
  settling: Pick<Settling, 'stopWait'>;
  commitAccountChange: CommitAccountChange;
}

export type EndOffers = (
  tx: Queries,
  change: { account: { id: string; name: string }; userId: string; acting: Acting; role: Role | null },
) => Promise<void>;

/**
 * Whoever loses a right takes along what they offered with it (MR-5): open invitations and waits for ownership.
 * `role`: what they are from now on; null: no active member.
 */
export function createEndOffers({ catalogue, oneTimeTokens, settling, commitAccountChange }: Deps): EndOffers {
  return async (tx, { account, userId, acting, role }) => {
    const mayInvite = role !== null && isGranted(role, 'members.change');
    for (const { id, address, role: offered } of await listOpenInvitationsBy(tx, account.id, userId)) {
      if (mayInvite && catalogue.covers(role, offered)) continue;
      await updateInvitation(tx, id, { state: 'revoked' });
      await oneTimeTokens.revoke(tx, INVITATION, id);
      await commitAccountChange(tx, {
        account,
        kind: 'invitation-revoked',
        acting,
        subject: { userId: null, email: address },
        before: { role: offered },
        tellOwners: false,
      });
    }
    if (role === 'owner') return;
    for (const member of await listOfferedBy(tx, account.id, userId)) {
      await settling.stopWait(tx, account, member, acting);
    }
  };
}
