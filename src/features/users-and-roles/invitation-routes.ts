import { z } from 'zod';
import type { Queries } from '../../foundations/database/index.ts';
import { maskEmailAddress, normaliseEmailAddress } from '../../foundations/email-address.ts';
import {
  type FieldError,
  type Handler,
  parseInput,
  type Reply,
  refuse,
  refuseInput,
  type Visit,
} from '../../foundations/http/index.ts';
import { isTimeZone, LOCALES, type Locale } from '../../foundations/i18n/index.ts';
import { rulesOf } from './account-table.ts';
import { actingOf, type SignedInMember } from './acting.ts';
import type { AnswerInvitation } from './answer-invitation.ts';
import type { Catalogue } from './catalogue.ts';
import type { AddressRule } from './doors.ts';
import { declinedPage, invitationPage, invitedSignUpPage, type NewPasswordWords } from './invitation-page.tsx';
import { listOpenInvitations, type PendingInvitation } from './invitation-table.ts';
import { INVITATIONS_PATH, invitationsPage } from './invitations-page.tsx';
import type { InviteMember } from './invite-member.ts';
import type { Message } from './page-parts.tsx';
import { rulesJson } from './policy.ts';
import { refusalReply } from './refusals.ts';
import { isRole, ROLES } from './role.ts';
import type { SignUpInvited } from './sign-up-invited.ts';
import { words } from './words.ts';

const DONE = ['sent', 'resent', 'revoked'] as const;

const inviteInput = z.strictObject({ email: z.string().min(1).max(320), role: z.enum(ROLES) });
const answerInput = z.strictObject({ accept: z.union([z.boolean(), z.enum(['true', 'false'])]) });
const signUpInput = z.strictObject({
  password: z.string().min(1).max(4096),
  name: z.string().max(400).default(''),
  locale: z.enum(LOCALES).optional(),
  timeZone: z.string().max(64).optional(),
});

interface Deps {
  queries: Queries;
  catalogue: Catalogue;
  inviting: InviteMember;
  answering: AnswerInvitation;
  signUpInvited: SignUpInvited;
  normaliseName(typed: string): string | null;
  judgePassword(password: string, context: { email: string; name: string }, locale: Locale): Promise<FieldError | null>;
  newPasswordWords(locale: Locale): NewPasswordWords;
  ownershipWaitHours: number;
  addressRule: Pick<AddressRule, 'isSet'>;
}

export function createInvitationRoutes(deps: Deps) {
  const { queries, catalogue, inviting, answering, signUpInvited, ownershipWaitHours } = deps;

  async function pageOf(visit: Visit, session: SignedInMember, more: Partial<Parameters<typeof invitationsPage>[1]>) {
    const { role, account } = session;
    const invitations = await listOpenInvitations(queries, account.id);
    const mayGive = (given: (typeof ROLES)[number]) => isRole(role) && catalogue.covers(role, given);
    return { invitations, page: invitationsPage(visit, { invitations, accountName: account.name, mayGive, ...more }) };
  }

  const list: Handler<SignedInMember> = async (visit, session) => {
    const { invitations, page } = await pageOf(visit, session, { message: doneMessage(visit) });
    return { kind: 'page', page, json: { invitations: invitations.map(invitationJson) } };
  };

  const invite: Handler<SignedInMember> = async (visit, session) => {
    const t = words(visit.locale);
    const parsed = parseInput(inviteInput, visit.body, visit.locale);
    const address = parsed.ok ? normaliseEmailAddress(parsed.value.email) : null;
    const again = async (errors: readonly FieldError[]) =>
      refuseInput(errors, (await pageOf(visit, session, { errors, typed: typedBefore(visit) })).page);
    if (!parsed.ok) return again(parsed.errors);
    if (address === null) return again([{ field: 'email', code: 'invalid', message: t('email-invalid') }]);
    const outcome = await inviting.invite(actingOf(visit, session), { address, role: parsed.value.role });
    if (outcome.ok) {
      const json = { id: outcome.id };
      return { kind: 'done', status: 201, json, location: `${INVITATIONS_PATH}?done=sent` };
    }
    const refusal = refusalReply(outcome.reason, visit);
    return refusal.problem.type === 'invalid-input' ? again(refusal.problem.errors ?? []) : refusal;
  };

  const act =
    (verb: 'resend' | 'revoke', done: (typeof DONE)[number]): Handler<SignedInMember> =>
    async (visit, session): Promise<Reply> => {
      const outcome = await inviting[verb](actingOf(visit, session), visit.params.id ?? '');
      if (!outcome.ok) return refusalReply(outcome.reason, visit);
      return { kind: 'done', status: 200, json: {}, location: `${INVITATIONS_PATH}?done=${done}` };
    };

  async function showPage(
    visit: Visit,
    session: SignedInMember | null,
    form: { name?: string | undefined; errors?: readonly FieldError[] } = {},
  ) {
    const token = visit.params.token ?? '';
    const asked = await answering.peek(token);
    if (asked === null) return null;
    const { invitation, account } = asked;
    const isYou = session?.email === invitation.address;
    const view = {
      token,
      role: invitation.role,
      expiresAt: invitation.expires_at,
      address: isYou ? invitation.address : maskEmailAddress(invitation.address),
      reader: isYou ? ('you' as const) : session === null ? ('signed-out' as const) : ('somebody-else' as const),
      account: isYou
        ? {
            name: account.name,
            rules: rulesOf(account),
            restrictsAddresses: await deps.addressRule.isSet(queries, account.id),
          }
        : null,
      waitHours: ownershipWaitHours,
    };
    return { view, page: invitationPage(visit, view, { password: deps.newPasswordWords(visit.locale), ...form }) };
  }

  const show: Handler<SignedInMember | null> = async (visit, session) => {
    const shown = await showPage(visit, session);
    if (shown === null) return refuse('link-spent');
    const { role, expiresAt, address, reader, account } = shown.view;
    const json = {
      role,
      address,
      expiresAt: expiresAt.toISOString(),
      reader,
      account: account && {
        name: account.name,
        ...rulesJson(account.rules),
        restrictsAddresses: account.restrictsAddresses,
      },
    };
    return { kind: 'page', page: shown.page, json };
  };

  const answer: Handler<SignedInMember | null> = async (visit, session) => {
    const parsed = parseInput(answerInput, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors);
    const token = visit.params.token ?? '';
    if (String(parsed.value.accept) === 'false') {
      const declined = await answering.decline(session && actingOf(visit, session), token);
      if (!declined.ok) return refusalReply(declined.reason, visit);
      return { kind: 'done', status: 200, json: { state: 'declined' }, page: declinedPage(visit) };
    }
    if (session === null) return { ...refuse('signed-out'), location: `/sign-in?next=/invitations/${token}` };
    if (session.mustChangePassword) return { ...refuse('password-change-needed'), location: '/security/password' };
    const outcome = await answering.accept(actingOf(visit, session), token);
    // A member already, so there is no form of theirs to correct.
    if (!outcome.ok)
      return outcome.reason === 'already-member' ? refuse('conflict') : refusalReply(outcome.reason, visit);
    const { accepted } = outcome;
    const json =
      accepted.state === 'waiting'
        ? { state: accepted.state, effectiveAt: accepted.effectiveAt.toISOString() }
        : { state: accepted.state };
    return { kind: 'done', status: 200, json, location: `/account/switch?done=${accepted.state}` };
  };

  /** The address is proven by the link; everything else as at any sign-up. */
  const signUp: Handler<unknown> = async (visit) => {
    const parsed = parseInput(signUpInput, visit.body, visit.locale);
    const token = visit.params.token ?? '';
    const again = async (errors: readonly FieldError[]) => {
      const typed = typeof visit.body.name === 'string' ? visit.body.name : undefined;
      return refuseInput(errors, (await showPage(visit, null, { errors, name: typed }))?.page);
    };
    if (!parsed.ok) return again(parsed.errors);
    const asked = await answering.peek(token);
    if (asked === null) return refuse('link-spent');
    const { password, locale = visit.locale, timeZone = '' } = parsed.value;
    const name = deps.normaliseName(parsed.value.name);
    const errors: FieldError[] =
      name === null ? [{ field: 'name', code: 'invalid', message: words(visit.locale)('name-invalid') }] : [];
    const context = { email: asked.invitation.address, name: name ?? '' };
    const weak = await deps.judgePassword(password, context, visit.locale);
    if (weak !== null) errors.push(weak);
    if (name === null || errors.length > 0) return again(errors);
    const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
    const outcome = await signUpInvited(token, { password, name, locale, timeZone: zone, client: visit.client });
    if (!outcome.ok) return refusalReply(outcome.reason, visit);
    return { kind: 'done', status: 200, json: { next: 'sign-in' }, page: invitedSignUpPage(visit, token) };
  };

  return { list, invite, resend: act('resend', 'resent'), revoke: act('revoke', 'revoked'), show, answer, signUp };
}

function doneMessage(visit: Visit): Message | undefined {
  const done = DONE.find((key) => key === visit.query.done);
  const t = words(visit.locale);
  return done && { tone: 'good', title: t(`invitation-${done}`), text: t(`invitation-${done}-text`) };
}

function typedBefore({ body }: Visit) {
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : undefined);
  return { email: text('email'), role: text('role') };
}

function invitationJson({ id, address, role, invited_by, invited_at, expires_at }: PendingInvitation) {
  return {
    id,
    email: address,
    role,
    invitedBy: invited_by,
    invitedAt: invited_at.toISOString(),
    expiresAt: expires_at.toISOString(),
  };
}
