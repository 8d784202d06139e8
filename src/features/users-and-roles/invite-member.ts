import type { Clock } from '../../foundations/clock.ts';
import { newId } from '../../foundations/crypto/index.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { Jobs } from '../../foundations/jobs/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { RateLimits } from '../../foundations/rate-limits/index.ts';
import type { Catalogue } from './catalogue.ts';
import type { CommitAccountChange } from './commit-account-change.ts';
import { type Acting, type Outcome, refused } from './doors.ts';
import type { EnterAccount, Entered } from './enter-account.ts';
import {
  INVITATION,
  INVITATION_LIFETIME,
  INVITATIONS_PER_ACCOUNT,
  MOST_OPEN_INVITATIONS,
  SEND_INVITATION,
} from './invitation.ts';
import {
  countOpenInvitations,
  findOpenInvitation,
  findOpenInvitationTo,
  insertInvitation,
  updateInvitation,
} from './invitation-table.ts';
import { findMemberByEmail, type Member } from './membership-table.ts';
import type { Role } from './role.ts';

interface Deps {
  clock: Clock;
  catalogue: Catalogue;
  entering: EnterAccount;
  commitAccountChange: CommitAccountChange;
  oneTimeTokens: Pick<OneTimeTokens, 'revoke'>;
  jobs: Pick<Jobs, 'add'>;
  rateLimits: Pick<RateLimits, 'take'>;
}

/** Inviting, by somebody who holds at least what they offer. The mail is written by a job: nobody can time who exists (RL-5). */
export function createInviteMember(deps: Deps) {
  const { clock, catalogue, entering, commitAccountChange, oneTimeTokens, jobs, rateLimits } = deps;

  /** For a caller that is in the account already, with the right to. */
  async function offer(
    tx: Queries,
    { account, actor }: Entered,
    acting: Acting,
    { address, role }: { address: string; role: Role },
  ): Promise<Outcome<{ id: string }>> {
    if (!catalogue.covers(actor.role, role)) return refused('not-allowed');
    const member = await findMemberByEmail(tx, account.id, address);
    if (member !== null && !mayBecomeOwner(member, role)) return refused('already-member');
    const earlier = await findOpenInvitationTo(tx, account.id, address);
    if (earlier !== null) {
      if (!catalogue.covers(actor.role, earlier.role)) return refused('not-allowed');
      await updateInvitation(tx, earlier.id, { state: 'revoked' });
      await oneTimeTokens.revoke(tx, INVITATION, earlier.id);
    }
    if (!(await maySendMore(tx, account.id))) return refused('too-many');
    const now = clock.now();
    const id = newId('inv');
    await insertInvitation(tx, {
      id,
      account_id: account.id,
      address,
      role,
      state: 'open',
      invited_by: actor.user_id,
      invited_at: now,
      expires_at: new Date(now.getTime() + INVITATION_LIFETIME),
    });
    await jobs.add(tx, SEND_INVITATION, { invitationId: id, sourcePrefix: acting.client.prefix });
    await commitAccountChange(tx, {
      account,
      kind: 'invitation-sent',
      acting,
      subject: { userId: null, email: address },
      after: { role },
      tellOwners: true,
    });
    return { ok: true, id };
  }

  async function maySendMore(tx: Queries, accountId: string): Promise<boolean> {
    if ((await countOpenInvitations(tx, accountId)) >= MOST_OPEN_INVITATIONS) return false;
    return (await rateLimits.take(tx, `invitations:${accountId}`, INVITATIONS_PER_ACCOUNT)).allowed;
  }

  function invite(acting: Acting, wish: { address: string; role: Role }): Promise<Outcome<{ id: string }>> {
    return entering.enter(acting, 'members.change', (tx, entered) => offer(tx, entered, acting, wish));
  }

  /** A fresh secret and 72 hours more; whoever sends it again answers for it from now on. */
  function resend(acting: Acting, id: string): Promise<Outcome> {
    return entering.enter(acting, 'members.change', async (tx, { account, actor }) => {
      const invitation = await findOpenInvitation(tx, account.id, id);
      if (invitation === null) return refused('unknown');
      const { role, address } = invitation;
      if (!catalogue.covers(actor.role, role)) return refused('not-allowed');
      if (!(await rateLimits.take(tx, `invitations:${account.id}`, INVITATIONS_PER_ACCOUNT)).allowed) {
        return refused('too-many');
      }
      const expires_at = new Date(clock.now().getTime() + INVITATION_LIFETIME);
      await updateInvitation(tx, id, { expires_at, invited_by: actor.user_id });
      await jobs.add(tx, SEND_INVITATION, { invitationId: id, sourcePrefix: acting.client.prefix });
      const subject = { userId: null, email: address };
      await commitAccountChange(tx, {
        account,
        kind: 'invitation-resent',
        acting,
        subject,
        after: { role },
        tellOwners: false,
      });
      return { ok: true };
    });
  }

  function revoke(acting: Acting, id: string): Promise<Outcome> {
    return entering.enter(acting, 'members.change', async (tx, { account, actor }) => {
      const invitation = await findOpenInvitation(tx, account.id, id);
      if (invitation === null) return refused('unknown');
      const { role, address } = invitation;
      if (!catalogue.covers(actor.role, role)) return refused('not-allowed');
      await updateInvitation(tx, id, { state: 'revoked' });
      await oneTimeTokens.revoke(tx, INVITATION, id);
      const subject = { userId: null, email: address };
      await commitAccountChange(tx, {
        account,
        kind: 'invitation-revoked',
        acting,
        subject,
        before: { role },
        tellOwners: false,
      });
      return { ok: true };
    });
  }

  return { offer, invite, resend, revoke };
}

export type InviteMember = ReturnType<typeof createInviteMember>;

/** Ownership is the one thing that a member is invited to: it passes on acceptance alone. */
function mayBecomeOwner(member: Member, role: Role): boolean {
  return role === 'owner' && member.role !== 'owner' && member.state === 'active' && member.owner_from === null;
}
