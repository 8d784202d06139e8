import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { AccountRow } from './account-table.ts';
import type { ActivityRow } from './activity-table.ts';
import type { Acting } from './doors.ts';
import type { EndOffers } from './end-offers.ts';
import { deleteMembership, findMember, insertMembership, type Member, updateMembership } from './membership-table.ts';
import type { ReadPast } from './read-past.ts';
import { isRole, type Role } from './role.ts';
import type { Settling } from './settle-account.ts';

/** An undo under way: by whom, of which line of the trail, in an account that is held. */
export interface Undo {
  tx: Queries;
  account: AccountRow;
  row: ActivityRow;
  acting: Acting;
  past: ReadPast;
}

interface Deps {
  clock: Clock;
  settling: Pick<Settling, 'stopWait'>;
  endOffers: EndOffers;
  /** Nobody is left without an account of their own to be in. */
  ensureHome(tx: Queries, userId: string): Promise<unknown>;
}

/** Puts one person's place in an account back to what it was before a change, and nothing else of it. */
export function createPutBackMember({ clock, settling, endOffers, ensureHome }: Deps) {
  async function putBackMember(undo: Undo): Promise<void> {
    const { row, tx, account } = undo;
    const member = row.subject_user_id === null ? null : await findMember(tx, account.id, row.subject_user_id);
    if (row.kind === 'member-removed') return letBackIn(undo, member);
    if (member === null || (row.kind === 'invitation-accepted' && undo.past.cameLater(row))) return;
    switch (row.kind) {
      case 'role-changed':
        return member.state === 'waiting' ? undefined : giveRole(undo, member);
      case 'member-suspended':
      case 'member-resumed':
        return member.state === 'waiting' ? undefined : giveState(undo, member);
      case 'invitation-accepted':
        return drop(undo, member);
      case 'ownership-waiting':
      case 'ownership-passed':
        return takeOwnership(undo, member);
      default:
        throw new Error(`${row.kind} cannot be taken back`);
    }
  }

  /** null: they were no member. */
  function roleBefore({ past, row }: Undo): Role | null {
    const role = past.ofMember(row, 'role').role ?? null;
    return isRole(role) ? role : null;
  }

  /** A suspension whose end has come since is over. */
  function stateBefore({ past, row }: Undo): Pick<Member, 'state' | 'suspended_until'> {
    const { state, until = null } = past.ofMember(row, 'state');
    const end = until === null ? null : new Date(until);
    const isSuspended = state === 'suspended' && (end === null || end > clock.now());
    return isSuspended ? { state: 'suspended', suspended_until: end } : { state: 'active', suspended_until: null };
  }

  async function giveRole(undo: Undo, member: Member): Promise<void> {
    const { tx, account, acting } = undo;
    const role = roleBefore(undo);
    if (role === null || role === member.role) return;
    if (member.owner_from !== null) await settling.stopWait(tx, account, member, acting);
    await updateMembership(tx, member, { role });
    const userId = member.user_id;
    await endOffers(tx, { account, userId, acting, role: member.state === 'active' ? role : null });
  }

  async function giveState(undo: Undo, member: Member): Promise<void> {
    const { tx, account, acting } = undo;
    const state = stateBefore(undo);
    if (state.state === 'suspended' && member.owner_from !== null) {
      await settling.stopWait(tx, account, member, acting);
    }
    await updateMembership(tx, member, state);
    if (state.state === 'active') return;
    await endOffers(tx, { account, userId: member.user_id, acting, role: null });
    await ensureHome(tx, member.user_id);
  }

  /** Whoever was asked again and came back since keeps their present state, with the role of before. */
  async function letBackIn(undo: Undo, member: Member | null): Promise<void> {
    const { tx, account, row, acting } = undo;
    const role = roleBefore(undo);
    if (role === null || row.subject_user_id === null) return;
    // They came back since, and are gone again for another reason.
    if (member === null && undo.past.cameLater(row)) return;
    if (member !== null && member.state !== 'waiting') return giveRole(undo, member);
    if (member !== null) await settling.stopWait(tx, account, member, acting);
    await insertMembership(tx, {
      account_id: account.id,
      user_id: row.subject_user_id,
      role,
      joined_at: clock.now(),
      invited_by: acting.userId,
      ...stateBefore(undo),
    });
  }

  async function takeOwnership(undo: Undo, member: Member): Promise<void> {
    const { tx, account, acting } = undo;
    if (member.owner_from !== null) return settling.stopWait(tx, account, member, acting);
    if (member.role !== 'owner') return;
    return roleBefore(undo) === null ? drop(undo, member) : giveRole(undo, member);
  }

  async function drop({ tx, account, acting }: Undo, member: Member): Promise<void> {
    if (member.state === 'waiting') return settling.stopWait(tx, account, member, acting);
    await deleteMembership(tx, member);
    await endOffers(tx, { account, userId: member.user_id, acting, role: null });
    await ensureHome(tx, member.user_id);
  }

  return putBackMember;
}
