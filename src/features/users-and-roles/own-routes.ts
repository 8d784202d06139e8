import { z } from 'zod';
import type { Clock } from '../../foundations/clock.ts';
import type { Database } from '../../foundations/database/index.ts';
import {
  type Client,
  type CookieChange,
  type Handler,
  parseInput,
  refuse,
  refuseInput,
  type Visit,
} from '../../foundations/http/index.ts';
import { findAccount } from './account-table.ts';
import { actingOf, type SignedInMember } from './acting.ts';
import type { ChangeMember } from './change-member.ts';
import { refusesInvitations, setInvitationRefusal } from './invitation-table.ts';
import { listAccountsOf } from './membership-table.ts';
import type { Message } from './page-parts.tsx';
import { refusalReply } from './refusals.ts';
import { ruleNeededPage } from './rule-needed-page.tsx';
import type { Settling } from './settle-account.ts';
import type { SwitchAccount } from './switch-account.ts';
import { words } from './words.ts';
import { SWITCH_PATH, yourAccountsPage } from './your-accounts-page.tsx';

const DONE = ['switched', 'left', 'active', 'waiting', 'refusing', 'welcoming'] as const;

const accountId = z.string().regex(/^[\w-]{1,60}$/);
const switchInput = z.strictObject({ account: accountId });
const leaveInput = z.strictObject({ account: accountId.optional() });
const refusalInput = z.strictObject({ refuse: z.union([z.boolean(), z.enum(['true', 'false'])]) });

interface Deps {
  database: Database;
  clock: Clock;
  switchAccount: SwitchAccount;
  changing: Pick<ChangeMember, 'leave'>;
  settling: Pick<Settling, 'settleDue'>;
  /** After leaving the account one is in: to one's own. null: the session ended meanwhile. */
  goHome(
    session: { id: string; userId: string },
    secret: string,
    client: Pick<Client, 'address'>,
  ): Promise<CookieChange | null>;
}

/** What is a person's own: in which accounts they are, in which one now, and whether they may be invited. */
export function createOwnRoutes({ database, clock, switchAccount, changing, settling, goHome }: Deps) {
  const { queries } = database;

  async function view(visit: Visit, session: SignedInMember, message?: Message) {
    for (const { account_id } of await listAccountsOf(queries, session.userId)) await settling.settleDue(account_id);
    const accounts = await listAccountsOf(queries, session.userId);
    const refuses = await refusesInvitations(queries, session.userId);
    const { id: currentId, name: currentName } = session.account;
    const props = { accounts, currentId, currentName, refusesInvitations: refuses, message };
    return { accounts, refuses, page: yourAccountsPage(visit, props) };
  }

  const show: Handler<SignedInMember> = async (visit, session) => {
    const { accounts, refuses, page } = await view(visit, session, doneMessage(visit));
    const json = {
      accounts: accounts.map(({ account_id, account_name, role, state, owner_from }) => ({
        id: account_id,
        name: account_name,
        role,
        state,
        ownerFrom: owner_from?.toISOString() ?? null,
        current: account_id === session.account.id,
      })),
      refusesInvitations: refuses,
    };
    return { kind: 'page', page, json };
  };

  const change: Handler<SignedInMember> = async (visit, session) => {
    const parsed = parseInput(switchInput, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors);
    const { account } = parsed.value;
    const outcome = await switchAccount(session, visit.cookies.session ?? '', account, visit.client);
    if (!outcome.ok) {
      if (outcome.reason === 'step-up-needed') return { ...refuse('step-up-required'), location: '/step-up' };
      if (outcome.reason === 'passkey-proof-needed') {
        const message = words(visit.locale)('passkey-proof-needed');
        const errors = [{ field: 'method', code: 'passkey-needed', message }];
        return { ...refuse('step-up-required', { detail: message, errors }), location: '/step-up?only=passkey' };
      }
      if (outcome.reason === 'second-factor-needed' || outcome.reason === 'passkey-needed') {
        const rule = outcome.reason === 'passkey-needed' ? 'passkey' : 'second-factor';
        const name = (await findAccount(queries, account))?.name ?? '';
        return refuse(outcome.reason, {}, ruleNeededPage(visit, name, rule));
      }
      const pages = await view(visit, session);
      const again = (message: Message) => yourAccountsPage(visit, { ...propsOf(session, pages), message });
      return refusalReply(outcome.reason, visit, again);
    }
    if (outcome.cookie === null) return { ...refuse('signed-out'), location: '/sign-in' };
    const json = { account: { id: account } };
    return { kind: 'done', status: 200, json, location: `${SWITCH_PATH}?done=switched`, cookies: [outcome.cookie] };
  };

  const leave: Handler<SignedInMember> = async (visit, session) => {
    const parsed = parseInput(leaveInput, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors);
    const { account = session.account.id } = parsed.value;
    const outcome = await changing.leave({ ...actingOf(visit, session), accountId: account });
    if (!outcome.ok) {
      // No membership there: as if the account did not exist (MR-2).
      if (outcome.reason === 'not-allowed') return refuse('not-found');
      const pages = await view(visit, session);
      const again = (message: Message) => yourAccountsPage(visit, { ...propsOf(session, pages), message });
      return refusalReply(outcome.reason, visit, again);
    }
    const cookie =
      account === session.account.id ? await goHome(session, visit.cookies.session ?? '', visit.client) : null;
    const cookies = cookie === null ? {} : { cookies: [cookie] };
    return { kind: 'done', status: 200, json: {}, location: `${SWITCH_PATH}?done=left`, ...cookies };
  };

  const setRefusal: Handler<SignedInMember> = async (visit, session) => {
    const parsed = parseInput(refusalInput, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors);
    const refuses = String(parsed.value.refuse) === 'true';
    await setInvitationRefusal(queries, session.userId, refuses, clock.now());
    const done = refuses ? 'refusing' : 'welcoming';
    return { kind: 'done', status: 200, json: { refuse: refuses }, location: `${SWITCH_PATH}?done=${done}` };
  };

  return { show, change, leave, setRefusal };
}

function propsOf(
  session: SignedInMember,
  { accounts, refuses }: { accounts: Awaited<ReturnType<typeof listAccountsOf>>; refuses: boolean },
) {
  const { id: currentId, name: currentName } = session.account;
  return { accounts, currentId, currentName, refusesInvitations: refuses };
}

function doneMessage(visit: Visit): Message | undefined {
  const done = DONE.find((key) => key === visit.query.done);
  const t = words(visit.locale);
  return done && { tone: 'good', title: t(`own-${done}`) };
}
