import type { Clock } from '../../foundations/clock.ts';
import type { Database } from '../../foundations/database/index.ts';
import {
  type Handler,
  type RefusalReply,
  type Reply,
  refuse,
  refuseInput,
  type Visit,
} from '../../foundations/http/index.ts';
import { accountCheckPage } from './account-check-page.tsx';
import type { Acting, Entering, ExplainRefusal, SignedInMember } from './account-doors.ts';
import { ACCOUNT_DONE, type AccountAfter, type AccountFacts, accountListPage } from './account-list-page.tsx';
import type { Owner } from './address-list.ts';
import type { AccountWish, ChangeAccountList } from './change-account-list.ts';
import { type CheckAccountListDeps, type CheckedAccountList, createCheckAccountList } from './check-account-list.ts';
import { listEntries } from './list-table.ts';
import { ACCOUNT_PATH } from './paths.ts';
import { type AccountListForm, readAccountForm, summaryOf } from './read-account-form.ts';
import { lastDay, type TypedEntry } from './read-entries.ts';
import { standingOf } from './read-facts.ts';
import { isProvisional, listInForce } from './restriction.ts';
import { type RestrictionRow, restrictionOf } from './restriction-table.ts';
import { checkJson, entriesJson } from './routes.tsx';
import { words } from './words.ts';

interface Deps extends CheckAccountListDeps {
  database: Database;
  clock: Clock;
  findRestriction(owner: Owner): Promise<RestrictionRow | null>;
  changing: ChangeAccountList;
  entering: Entering;
  explain: ExplainRefusal;
  dayAfter(day: string, timeZone: string): Date | null;
}

/** Every door of these asks for `policy.change`: whoever knows an account's list knows from where to try. */
export function createAccountListRoutes(deps: Deps) {
  const { clock, findRestriction, changing, explain } = deps;
  const { queries } = deps.database;
  const checkList = createCheckAccountList(deps);

  async function readFacts({ account }: SignedInMember): Promise<AccountFacts> {
    const now = clock.now();
    const row = await findRestriction({ kind: 'account', id: account.id });
    const restriction = row && restrictionOf(row);
    return {
      ...standingOf(row, now),
      entries: await listEntries(queries, restriction && listInForce(restriction, now)),
      revertsAt: restriction !== null && isProvisional(restriction, now) ? restriction.revertsAt : null,
    };
  }

  async function pageWith(visit: Visit, session: SignedInMember, after: AccountAfter) {
    return accountListPage(visit, session.account.name, await readFacts(session), after);
  }

  const show: Handler<SignedInMember> = async (visit, session) => {
    const facts = await readFacts(session);
    const done = ACCOUNT_DONE.find((key) => key === visit.query.done);
    const page = accountListPage(visit, session.account.name, facts, {
      done,
      pageNumber: Number(visit.query.page) || 1,
    });
    return { kind: 'page', page, json: factsJson(facts) };
  };

  /** Nothing counts yet: the list is kept under an id, by which it is turned on. */
  const check: Handler<SignedInMember> = async (visit, session) => {
    const form = await readForm(visit, session);
    if ('kind' in form) return form;
    if (form.entries === null) return outdated(visit, session);
    const drafted = await changing.draft(actingOf(visit, session), form.entries);
    if (!drafted.ok) return explain(drafted.reason, visit);
    const checked = await checkList(session.account.id, form.entries, visit.client);
    const page = accountCheckPage(visit, { ...checked, list: drafted.list, askedAgain: false });
    return { kind: 'done', status: 200, json: accountCheckJson(drafted.list, checked), page };
  };

  const set: Handler<SignedInMember> = async (visit, session) => {
    const form = await readForm(visit, session);
    if ('kind' in form) return form;
    const wish = wishOf(form);
    if (wish === null) return outdated(visit, session);
    const { confirmLockout } = form;
    const { provenAt } = session;
    const outcome = await changing.set(actingOf(visit, session), { ...wish, confirmLockout, provenAt });
    if (!outcome.ok) return explain(outcome.reason, visit);
    switch (outcome.result) {
      case 'provisional':
        return done({ state: 'provisional', revertsAt: outcome.revertsAt.toISOString() }, 'provisional');
      case 'outdated':
        return outdated(visit, session);
      case 'lockout-risk':
        return lockoutRisk(visit, session, form);
    }
  };

  const confirm: Handler<SignedInMember> = async (visit, session) => {
    const outcome = await changing.confirm(actingOf(visit, session), session);
    if (!outcome.ok) return explain(outcome.reason, visit);
    switch (outcome.result) {
      case 'active':
        return done({ state: 'active' }, 'active');
      // The guard asked for the proof already; only a change of the list in between leads here.
      case 'needs-proof':
        return { ...refuse('step-up-required'), location: ACCOUNT_PATH };
      case 'nothing':
      case 'not-on-list': {
        const detail = words(visit.locale)(outcome.result === 'nothing' ? 'confirm-too-late' : 'confirm-not-on-list');
        return refuse('conflict', { detail }, await pageWith(visit, session, { problem: detail }));
      }
    }
  };

  const remove: Handler<SignedInMember> = async (visit, session) => {
    const outcome = await changing.remove(actingOf(visit, session));
    return outcome.ok ? done({ state: 'off' }, 'off') : explain(outcome.reason, visit);
  };

  /** The entries behind an id, for this account alone; null: it is not what was checked last. */
  async function draftOf(visit: Visit, accountId: string, list: string): Promise<TypedEntry[] | null> {
    const row = await findRestriction({ kind: 'account', id: accountId });
    if (row === null || row.draft_list !== list) return null;
    const entries = await listEntries(queries, list);
    return entries.map(({ range, label, endsAt }) => ({ range, label, until: lastDay(visit.timeZone, endsAt) }));
  }

  async function readForm(visit: Visit, session: SignedInMember): Promise<AccountListForm | RefusalReply> {
    const days = { now: visit.now, dayAfter: (day: string) => deps.dayAfter(day, visit.timeZone) };
    const read = await readAccountForm(visit, days, (list) => draftOf(visit, session.account.id, list));
    if (read === 'outdated') return outdated(visit, session);
    if (read.ok) return read.form;
    const { lines, errors } = read;
    return refuseInput(errors, await pageWith(visit, session, { lines, errors: summaryOf(errors, visit) }));
  }

  async function outdated(visit: Visit, session: SignedInMember): Promise<RefusalReply> {
    const detail = words(visit.locale)('team-outdated');
    return refuse('conflict', { detail }, await pageWith(visit, session, { problem: detail }));
  }

  /** Computed from this very request, so no page can be wrong about it (IP-6). */
  async function lockoutRisk(visit: Visit, session: SignedInMember, form: AccountListForm): Promise<RefusalReply> {
    const { list } = form;
    const kept = list === null ? null : await draftOf(visit, session.account.id, list);
    if (list === null || kept === null) return refuse('lockout-risk');
    const checked = await checkList(session.account.id, await listEntries(queries, list), visit.client);
    return refuse('lockout-risk', {}, accountCheckPage(visit, { ...checked, list, askedAgain: true }));
  }

  return { show, check, set, confirm, remove };
}

function wishOf({ entries, list }: AccountListForm): AccountWish | null {
  if (entries !== null) return { entries };
  return list === null ? null : { list };
}

function actingOf(visit: Visit, { id, userId, email, account, methods, assurance }: SignedInMember): Acting {
  return { accountId: account.id, userId, email, client: visit.client, session: { id, methods, assurance } };
}

function done(json: object, state: (typeof ACCOUNT_DONE)[number]): Reply {
  return { kind: 'done', status: 200, json, location: `${ACCOUNT_PATH}?done=${state}` };
}

function factsJson({ state, entries, revertsAt, reverted }: AccountFacts) {
  return {
    state,
    entries: entriesJson(entries),
    revertsAt: revertsAt?.toISOString() ?? null,
    reverted,
  };
}

function accountCheckJson(list: string, { replay, judgement, members }: CheckedAccountList) {
  return { list, ...checkJson(replay, judgement), members };
}
