import type { Queries } from '../../foundations/database/index.ts';
import type { CommitAccountChange } from './commit-account-change.ts';
import { type Acting, type AddressRule, type Outcome, refused } from './doors.ts';
import type { EndOffers } from './end-offers.ts';
import type { EnterAccount, Entered } from './enter-account.ts';
import type { InviteMember } from './invite-member.ts';
import { deleteMembership, findMember, isActiveOwner, type Member, updateMembership } from './membership-table.ts';
import type { Role } from './role.ts';
import { type Settling, subjectOf } from './settle-account.ts';

interface Deps {
  entering: EnterAccount;
  settling: Pick<Settling, 'stopWait'>;
  inviting: Pick<InviteMember, 'offer'>;
  endOffers: EndOffers;
  /** Nobody is left without an account of their own to be in. */
  ensureHome(tx: Queries, userId: string): Promise<unknown>;
  commitAccountChange: CommitAccountChange;
  addressRule: Pick<AddressRule, 'allows'>;
}

type Target = Entered & { tx: Queries; target: Member };

/** What a member with `members.change` can do to another's row, each in one transaction that holds the account. */
export function createChangeMember(deps: Deps) {
  const { entering, settling, inviting, endOffers, ensureHome, commitAccountChange, addressRule } = deps;

  /** Finds the row within this account alone (MR-2), and refuses what is above the actor (MR-3). */
  function change<T extends object>(
    acting: Acting,
    userId: string,
    work: (held: Target) => Promise<Outcome<T>>,
    role?: Role,
  ): Promise<Outcome<T>> {
    return entering.enter(acting, 'members.change', async (tx, { account, actor }) => {
      const target = await findMember(tx, account.id, userId);
      if (target === null) return refused('unknown');
      if (!entering.mayChange(actor, target, role)) return refused('not-allowed');
      return work({ tx, account, actor, target });
    });
  }

  /** To make an owner asks the member first: ownership passes on acceptance and after the wait. */
  function changeRole(acting: Acting, userId: string, role: Role): Promise<Outcome<{ state: string }>> {
    const work = async ({ tx, account, actor, target }: Target): Promise<Outcome<{ state: string }>> => {
      if (target.state === 'waiting') return refused('nothing-to-do');
      if (role === 'owner' && target.role !== 'owner') {
        if (target.state !== 'active' || target.owner_from !== null) return refused('nothing-to-do');
        const offered = await inviting.offer(tx, { account, actor }, acting, { address: target.email, role });
        return offered.ok ? { ok: true, state: 'invited' } : offered;
      }
      if (target.owner_from !== null) await settling.stopWait(tx, account, target, acting);
      if (role === target.role) return { ok: true, state: target.state };
      if (!(await entering.ownersLeftWithout(tx, target))) return refused('last-owner');
      await updateMembership(tx, target, { role });
      const active = target.state === 'active';
      await endOffers(tx, { account, userId, acting, role: active ? role : null });
      await commitAccountChange(tx, {
        account,
        kind: 'role-changed',
        acting,
        subject: subjectOf(target),
        before: { role: target.role },
        after: { role },
        tellOwners: true,
        tellSubject: true,
        wasOwner: isActiveOwner(target),
      });
      return { ok: true, state: target.state };
    };
    return change(acting, userId, work, role);
  }

  function suspend(acting: Acting, userId: string, until: Date | null): Promise<Outcome> {
    return change(acting, userId, async ({ tx, account, actor, target }) => {
      if (target.user_id === actor.user_id) return refused('oneself');
      if (target.state === 'waiting') return refused('nothing-to-do');
      if (!(await entering.ownersLeftWithout(tx, target))) return refused('last-owner');
      if (target.owner_from !== null) await settling.stopWait(tx, account, target, acting);
      await updateMembership(tx, target, { state: 'suspended', suspended_until: until });
      await endOffers(tx, { account, userId, acting, role: null });
      await ensureHome(tx, userId);
      await commitAccountChange(tx, {
        account,
        kind: 'member-suspended',
        acting,
        subject: subjectOf(target),
        before: { state: target.state, until: target.suspended_until?.toISOString() ?? null },
        after: { state: 'suspended', until: until?.toISOString() ?? null },
        tellOwners: true,
        tellSubject: true,
        wasOwner: isActiveOwner(target),
      });
      return { ok: true };
    });
  }

  function resume(acting: Acting, userId: string): Promise<Outcome> {
    return change(acting, userId, async ({ tx, account, target }) => {
      if (target.state !== 'suspended') return refused('nothing-to-do');
      await updateMembership(tx, target, { state: 'active', suspended_until: null });
      await commitAccountChange(tx, {
        account,
        kind: 'member-resumed',
        acting,
        subject: subjectOf(target),
        before: { state: 'suspended', until: target.suspended_until?.toISOString() ?? null },
        after: { state: 'active', role: target.role },
        tellOwners: true,
        tellSubject: true,
      });
      return { ok: true };
    });
  }

  function remove(acting: Acting, userId: string): Promise<Outcome> {
    return change(acting, userId, async ({ tx, account, actor, target }) => {
      if (target.user_id === actor.user_id) return refused('oneself');
      return drop(tx, account, target, acting, 'member-removed');
    });
  }

  /** Before the wait is over, any owner can stop it. */
  function stopOwnership(acting: Acting, userId: string): Promise<Outcome> {
    return change(acting, userId, async ({ tx, account, target }) => {
      if (target.owner_from === null) return refused('nothing-to-do');
      await settling.stopWait(tx, account, target, acting);
      return { ok: true };
    });
  }

  /** One's own row goes at one's own wish, in whatever state it is; but never the last owner's. */
  function leave(acting: Acting): Promise<Outcome> {
    return entering.enter(acting, 'membership', async (tx, { account, actor }) => {
      const { user_id: userId, role, state } = actor;
      const isOwner = role === 'owner' && state === 'active';
      const asked = { accountId: account.id, userId, isOwner, address: acting.client.address };
      if (state === 'active' && !(await addressRule.allows(tx, asked))) return refused('address-not-allowed');
      return drop(tx, account, actor, acting, 'member-left');
    });
  }

  async function drop(
    tx: Queries,
    account: Entered['account'],
    target: Member,
    acting: Acting,
    kind: 'member-removed' | 'member-left',
  ): Promise<Outcome> {
    if (!(await entering.ownersLeftWithout(tx, target))) return refused('last-owner');
    if (target.state === 'waiting') {
      await settling.stopWait(tx, account, target, acting);
      return { ok: true };
    }
    await deleteMembership(tx, target);
    await endOffers(tx, { account, userId: target.user_id, acting, role: null });
    await ensureHome(tx, target.user_id);
    await commitAccountChange(tx, {
      account,
      kind,
      acting,
      subject: subjectOf(target),
      before: {
        role: target.role,
        state: target.state,
        until: target.suspended_until?.toISOString() ?? null,
      },
      after: { role: null },
      tellOwners: true,
      tellSubject: true,
      wasOwner: isActiveOwner(target),
    });
    return { ok: true };
  }

  return { changeRole, suspend, resume, remove, stopOwnership, leave };
}

export type ChangeMember = ReturnType<typeof createChangeMember>;
