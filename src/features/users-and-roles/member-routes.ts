import { z } from 'zod';
import type { Queries } from '../../foundations/database/index.ts';
import { type Handler, parseInput, type Reply, refuse, refuseInput, type Visit } from '../../foundations/http/index.ts';
import { actingOf, type SignedInMember } from './acting.ts';
import type { Catalogue } from './catalogue.ts';
import type { ChangeMember } from './change-member.ts';
import type { Outcome } from './doors.ts';
import { type createListMembers, type ListedMember, readMemberCursor } from './list-members.ts';
import { type MemberView, memberPage } from './member-page.tsx';
import { MEMBERS_PATH, membersPage } from './members-page.tsx';
import { findMember } from './membership-table.ts';
import type { NoteView } from './note-view.ts';
import type { Message } from './page-parts.tsx';
import { isGranted } from './permission.ts';
import type { ReadDay } from './read-day.ts';
import { refusalReply } from './refusals.ts';
import { isRole, ROLES } from './role.ts';
import type { Settling } from './settle-account.ts';
import { words } from './words.ts';

const DONE = ['role', 'invited', 'suspended', 'resumed', 'removed', 'stopped'] as const;

const roleInput = z.strictObject({ role: z.enum(ROLES) });
const suspendInput = z.strictObject({ until: z.string().max(40).optional() });

interface Deps {
  queries: Queries;
  catalogue: Catalogue;
  listing: ReturnType<typeof createListMembers>;
  changing: ChangeMember;
  settling: Pick<Settling, 'settleDue'>;
  noteView: NoteView;
  readDay: ReadDay;
}

export function createMemberRoutes(deps: Deps) {
  const { queries, catalogue, listing, changing, settling, noteView, readDay } = deps;

  const show: Handler<SignedInMember> = async (visit, session) => {
    const { cursor } = visit.query;
    const after = cursor === undefined ? null : readMemberCursor(cursor);
    if (cursor !== undefined && after === null) return refuse('not-found');
    const accountId = session.account.id;
    await settling.settleDue(accountId);
    const page = await listing.list(accountId, after);
    if (page.members.some(({ user_id }) => user_id !== session.userId)) {
      await noteView(actingOf(visit, session), 'members-viewed', session.account.name);
    }
    return {
      kind: 'page',
      page: membersPage(visit, {
        page,
        accountName: session.account.name,
        userId: session.userId,
        mayChange: isGranted(session.role, 'members.change'),
        isLater: after !== null,
        message: doneMessage(visit),
      }),
      json: { members: page.members.map(memberJson), next: page.next },
    };
  };

  async function viewOf(session: SignedInMember, id: string): Promise<MemberView | null> {
    const found = await findMember(queries, session.account.id, id);
    const [member] = found === null ? [] : await listing.describe([found]);
    if (member === undefined) return null;
    const { role } = session;
    const mayGive: MemberView['mayGive'] = (given) => isRole(role) && catalogue.covers(role, given);
    const held = member.owner_from === null ? member.role : 'owner';
    return {
      member,
      isSelf: id === session.userId,
      mayChange: isGranted(role, 'members.change') && mayGive(held),
      mayGive,
    };
  }

  const showOne: Handler<SignedInMember> = async (visit, session) => {
    await settling.settleDue(session.account.id);
    const view = await viewOf(session, visit.params.id ?? '');
    if (view === null) return refuse('not-found');
    if (!view.isSelf) await noteView(actingOf(visit, session), 'members-viewed', session.account.name);
    return {
      kind: 'page',
      page: memberPage(visit, { ...view, message: doneMessage(visit) }),
      json: memberJson(view.member),
    };
  };

  async function reply(
    visit: Visit,
    session: SignedInMember,
    outcome: Outcome<{ state?: string }>,
    done: (typeof DONE)[number],
  ): Promise<Reply> {
    const id = visit.params.id ?? '';
    const view = await viewOf(session, id);
    if (!outcome.ok) {
      return refusalReply(
        outcome.reason,
        visit,
        view ? (message) => memberPage(visit, { ...view, message }) : undefined,
      );
    }
    const path = view === null ? MEMBERS_PATH : `${MEMBERS_PATH}/${id}`;
    const json = outcome.state ? { state: outcome.state } : {};
    return { kind: 'done', status: 200, json, location: `${path}?done=${done}` };
  }

  const changeRole: Handler<SignedInMember> = async (visit, session) => {
    const parsed = parseInput(roleInput, visit.body, visit.locale);
    if (!parsed.ok) {
      const view = await viewOf(session, visit.params.id ?? '');
      return refuseInput(parsed.errors, view ? memberPage(visit, { ...view, errors: parsed.errors }) : undefined);
    }
    const outcome = await changing.changeRole(actingOf(visit, session), visit.params.id ?? '', parsed.value.role);
    return reply(visit, session, outcome, outcome.ok && outcome.state === 'invited' ? 'invited' : 'role');
  };

  const suspend: Handler<SignedInMember> = async (visit, session) => {
    const parsed = parseInput(suspendInput, visit.body, visit.locale);
    const until = parsed.ok ? readDay(parsed.value.until, visit.timeZone) : null;
    const isPast = until !== null && until !== 'invalid' && until <= visit.now;
    if (!parsed.ok || until === 'invalid' || isPast) {
      const message = words(visit.locale)(isPast ? 'until-past' : 'day-invalid');
      const errors = parsed.ok ? [{ field: 'until', code: isPast ? 'past' : 'invalid', message }] : parsed.errors;
      const view = await viewOf(session, visit.params.id ?? '');
      return refuseInput(errors, view ? memberPage(visit, { ...view, errors }) : undefined);
    }
    const outcome = await changing.suspend(actingOf(visit, session), visit.params.id ?? '', until);
    return reply(visit, session, outcome, 'suspended');
  };

  const act =
    (verb: 'resume' | 'remove' | 'stopOwnership', done: (typeof DONE)[number]): Handler<SignedInMember> =>
    async (visit, session) =>
      reply(visit, session, await changing[verb](actingOf(visit, session), visit.params.id ?? ''), done);

  return {
    show,
    showOne,
    changeRole,
    suspend,
    resume: act('resume', 'resumed'),
    remove: act('remove', 'removed'),
    stopOwnership: act('stopOwnership', 'stopped'),
  };
}

function doneMessage(visit: Visit): Message | undefined {
  const done = DONE.find((key) => key === visit.query.done);
  const t = words(visit.locale);
  return done && { tone: 'good', title: t(`done-${done}`) };
}

function memberJson(member: ListedMember) {
  return {
    id: member.user_id,
    email: member.email,
    name: member.name,
    role: member.role,
    state: member.state,
    suspendedUntil: member.suspended_until?.toISOString() ?? null,
    ownerFrom: member.owner_from?.toISOString() ?? null,
    secondFactor: member.secondFactor,
    passkey: member.passkey,
    passkeyOnly: member.passkeyOnly,
    lastSignInAt: member.lastSignInAt?.toISOString() ?? null,
    joinedAt: member.joined_at.toISOString(),
    invitedBy: member.invited_by,
  };
}
