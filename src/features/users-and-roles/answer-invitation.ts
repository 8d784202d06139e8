import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import { type AccountRow, findAccount, lockAccountRow } from './account-table.ts';
import type { Catalogue } from './catalogue.ts';
import type { CommitAccountChange } from './commit-account-change.ts';
import { type Acting, type AddressRule, type Outcome, refused, type Users } from './doors.ts';
import { INVITATION } from './invitation.ts';
import { findInvitation, type Invitation, updateInvitation } from './invitation-table.ts';
import { findMember, insertMembership, type Member, updateMembership } from './membership-table.ts';
import { frozenAt } from './objection.ts';
import { isGranted } from './permission.ts';
import type { Settling } from './settle-account.ts';

export type Accepted = { state: 'active' } | { state: 'waiting'; effectiveAt: Date };

interface Deps {
  database: Database;
  clock: Clock;
  users: Pick<Users, 'find'>;
  catalogue: Catalogue;
  oneTimeTokens: Pick<OneTimeTokens, 'peek' | 'spend'>;
  settling: Pick<Settling, 'settle'>;
  commitAccountChange: CommitAccountChange;
  addressRule: AddressRule;
  /** How long ownership takes to pass. */
  ownershipWaitMs: number;
}

/** What somebody with the link from an invitation can do: look, accept as the invited address, decline (MR-5). */
export function createAnswerInvitation(deps: Deps) {
  const { database, clock, users, catalogue, oneTimeTokens, settling, commitAccountChange, addressRule } = deps;

  /** null: unknown, answered, too old, or the inviter could not invite to this any more; all alike. */
  async function peek(db: Queries, token: string): Promise<{ invitation: Invitation; account: AccountRow } | null> {
    const found = await oneTimeTokens.peek(db, INVITATION, token);
    const invitation = found && (await findInvitation(db, found.subject));
    if (invitation?.state !== 'open' || invitation.expires_at <= clock.now()) return null;
    const account = await findAccount(db, invitation.account_id);
    return account && (await stands(db, invitation)) ? { invitation, account } : null;
  }

  /** Void when the inviter lost the right, also by being disabled as a user (MR-5). */
  async function stands(db: Queries, { account_id, invited_by, role }: Invitation): Promise<boolean> {
    const inviter = await findMember(db, account_id, invited_by);
    if (inviter?.state !== 'active' || inviter.user_state !== 'active') return false;
    return isGranted(inviter.role, 'members.change') && catalogue.covers(inviter.role, role);
  }

  /** The account first, then the look: of many at once each sees what the one before left. */
  async function hold(tx: Queries, token: string) {
    const asked = await peek(tx, token);
    const account = asked && (await lockAccountRow(tx, asked.account.id));
    if (!account) return null;
    await settling.settle(tx, account);
    const now = await peek(tx, token);
    return now && { ...now, account };
  }

  function accept(acting: Acting, token: string): Promise<Outcome<{ accepted: Accepted }>> {
    return database.transaction(async (tx) => {
      const held = await hold(tx, token);
      if (held === null) return refused('link-spent');
      const { invitation, account } = held;
      const user = await users.find(tx, acting.userId);
      // Every user's address is proven: nobody becomes one before.
      if (user?.state !== 'active' || user.email !== invitation.address) return refused('not-addressed');
      const frozenUntil = frozenAt(account, clock.now());
      if (frozenUntil !== null) return refused({ frozenUntil });
      const asked = { accountId: account.id, userId: user.id, isOwner: false, address: acting.client.address };
      if (!(await addressRule.allows(tx, asked))) {
        await addressRule.refused(tx, { ...asked, client: acting.client, methods: acting.session?.methods ?? [] });
        return refused('address-not-allowed');
      }
      const member = await findMember(tx, account.id, user.id);
      if (member !== null && !isAskedToOwn(member, invitation)) return refused('already-member');
      if ((await oneTimeTokens.spend(tx, INVITATION, token)) === null) return refused('link-spent');
      await updateInvitation(tx, invitation.id, { state: 'accepted' });
      const accepted = await join(tx, invitation, user.id, member);
      const isOwner = accepted.state === 'waiting';
      await commitAccountChange(tx, {
        account,
        kind: isOwner ? 'ownership-waiting' : 'invitation-accepted',
        acting,
        subject: { userId: user.id, email: user.email },
        before: { role: member?.role ?? null },
        after: { role: invitation.role, ...(isOwner ? { from: accepted.effectiveAt.toISOString() } : {}) },
        tellOwners: true,
        tellSubject: true,
      });
      return { ok: true, accepted };
    });
  }

  async function join(
    tx: Queries,
    { account_id, role, invited_by }: Invitation,
    user_id: string,
    member: Member | null,
  ): Promise<Accepted> {
    const now = clock.now();
    const row = { account_id, user_id, role, joined_at: now, invited_by };
    if (role !== 'owner') {
      await insertMembership(tx, { ...row, state: 'active' });
      return { state: 'active' };
    }
    const effectiveAt = new Date(now.getTime() + deps.ownershipWaitMs);
    const wait = { owner_from: effectiveAt, owner_offered_by: invited_by };
    if (member === null) await insertMembership(tx, { ...row, ...wait, state: 'waiting' });
    else await updateMembership(tx, member, wait);
    return { state: 'waiting', effectiveAt };
  }

  /** Whoever holds the link may decline, also without an account here. */
  function decline(acting: Acting | null, token: string): Promise<Outcome> {
    return database.transaction(async (tx) => {
      const held = await hold(tx, token);
      if (held === null || (await oneTimeTokens.spend(tx, INVITATION, token)) === null) return refused('link-spent');
      const { invitation, account } = held;
      await updateInvitation(tx, invitation.id, { state: 'declined' });
      const isInvited = acting?.email === invitation.address;
      await commitAccountChange(tx, {
        account,
        kind: 'invitation-declined',
        acting: isInvited ? acting : null,
        subject: { userId: null, email: invitation.address },
        before: { role: invitation.role },
        tellOwners: false,
      });
      return { ok: true };
    });
  }

  return { peek: (token: string) => peek(database.queries, token), accept, decline };
}

export type AnswerInvitation = ReturnType<typeof createAnswerInvitation>;

/** An active member can accept to become an owner, and nothing else: a suspension does not end by an invitation. */
function isAskedToOwn(member: Member, { role }: Invitation): boolean {
  return role === 'owner' && member.state === 'active' && member.role !== 'owner' && member.owner_from === null;
}
