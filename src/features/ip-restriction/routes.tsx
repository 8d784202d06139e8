import {
  type Client,
  type Handler,
  type RefusalReply,
  type Reply,
  refuse,
  refuseInput,
  type Visit,
} from '../../foundations/http/index.ts';
import type { Entry } from './address-list.ts';
import { checkPage } from './check-page.tsx';
import type { ConfirmResult } from './confirm-list.ts';
import type { SignedInOwner } from './doors.ts';
import { type After, DONE, type Facts, ipRestrictionPage } from './ip-restriction-page.tsx';
import type { Judgement } from './judge-list.ts';
import { PAGE_PATH } from './paths.ts';
import type { Days } from './read-entries.ts';
import { type ListForm, readListForm } from './read-list-form.ts';
import type { Replay } from './replay-sign-ins.ts';
import type { ListWish, SetResult } from './set-list.ts';
import { words } from './words.ts';

interface Deps {
  readFacts(userId: string): Promise<Facts>;
  /** What the list would have done to the user's own past, and what is worth knowing about it. */
  checkList(
    userId: string,
    entries: ListForm['entries'],
    client: Client,
  ): Promise<{ replay: Replay; judgement: Judgement }>;
  setList(session: SignedInOwner, client: Client, wish: ListWish): Promise<SetResult>;
  confirmList(session: SignedInOwner, client: Client): Promise<ConfirmResult>;
  removeList(session: SignedInOwner, client: Client): Promise<void>;
  stopWatching(userId: string): Promise<void>;
  dayAfter(day: string, timeZone: string): Date | null;
}

export function createIpRestrictionRoutes(deps: Deps) {
  const show: Handler<SignedInOwner> = async (visit, { userId }) => {
    const facts = await deps.readFacts(userId);
    const done = DONE.find((key) => key === visit.query.done);
    return { kind: 'page', page: ipRestrictionPage(visit, facts, { done }), json: factsJson(facts) };
  };

  /** Changes nothing: the page between the wish and the act. */
  const check: Handler<SignedInOwner> = async (visit, session) => {
    const read = readListForm(visit, daysOf(visit));
    if (!read.ok) return inputRefused(visit, session, read);
    const { replay, judgement } = await deps.checkList(session.userId, read.form.entries, visit.client);
    const page = checkPage(visit, { typed: read.form.typed, replay, judgement, askedAgain: false });
    return { kind: 'done', status: 200, json: checkJson(replay, judgement), page };
  };

  const set: Handler<SignedInOwner> = async (visit, session) => {
    const read = readListForm(visit, daysOf(visit));
    if (!read.ok) return inputRefused(visit, session, read);
    const { form } = read;
    const result = await deps.setList(session, visit.client, form);
    switch (result.result) {
      case 'lockout-risk':
        return lockoutRisk(visit, session, form);
      case 'watching':
        return done({ state: 'watching', until: result.until.toISOString() }, 'watching');
      case 'provisional':
        return done({ state: 'provisional', revertsAt: result.revertsAt.toISOString() }, 'provisional');
    }
  };

  const confirm: Handler<SignedInOwner> = async (visit, session) => {
    const result = await deps.confirmList(session, visit.client);
    switch (result) {
      case 'active':
        return done({ state: 'active' }, 'active');
      // The guard asked for the proof already; only a change of the list in between leads here.
      case 'needs-proof':
        return { ...refuse('step-up-required'), location: PAGE_PATH };
      case 'nothing':
      case 'not-on-list': {
        const detail = words(visit.locale)(result === 'nothing' ? 'confirm-too-late' : 'confirm-not-on-list');
        return refuse('conflict', { detail }, await pageWith(visit, session, { problem: detail }));
      }
    }
  };

  const remove: Handler<SignedInOwner> = async (visit, session) => {
    await deps.removeList(session, visit.client);
    return done({ state: 'off' }, 'off');
  };

  const stopWatching: Handler<SignedInOwner> = async (_visit, session) => {
    await deps.stopWatching(session.userId);
    return { kind: 'done', status: 200, json: {}, location: PAGE_PATH };
  };

  function daysOf(visit: Visit): Days {
    return { now: visit.now, dayAfter: (day) => deps.dayAfter(day, visit.timeZone) };
  }

  /** Computed from this very request, so no page can be wrong about it (IP-6). */
  async function lockoutRisk(visit: Visit, session: SignedInOwner, form: ListForm): Promise<RefusalReply> {
    const { replay, judgement } = await deps.checkList(session.userId, form.entries, visit.client);
    const page = checkPage(visit, { typed: form.typed, replay, judgement, askedAgain: true });
    return refuse('lockout-risk', {}, page);
  }

  async function inputRefused(
    visit: Visit,
    session: SignedInOwner,
    { typed, errors }: Required<Pick<After, 'typed' | 'errors'>>,
  ): Promise<RefusalReply> {
    return refuseInput(errors ?? [], await pageWith(visit, session, { typed, errors }));
  }

  async function pageWith(visit: Visit, session: SignedInOwner, after: After) {
    return ipRestrictionPage(visit, await deps.readFacts(session.userId), after);
  }

  return { show, check, set, confirm, remove, stopWatching };
}

function done(json: object, state: (typeof DONE)[number]): Reply {
  return { kind: 'done', status: 200, json, location: `${PAGE_PATH}?done=${state}` };
}

function factsJson({ state, entries, revertsAt, reverted, watch }: Facts) {
  return {
    state,
    entries: entriesJson(entries),
    revertsAt: revertsAt?.toISOString() ?? null,
    reverted,
    watch: watch && { until: watch.until.toISOString(), ...replayJson(watch.replay) },
  };
}

export function entriesJson(entries: readonly Entry[]) {
  return entries.map(({ range, label, addedAt, addedBy, endsAt, lastUsedAt }) => ({
    range,
    label,
    addedAt: addedAt.toISOString(),
    addedBy,
    endsAt: endsAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }));
}

export function checkJson(replay: Replay, { endsWith, ...judgement }: Judgement) {
  return { ...replayJson(replay), ...judgement, endsWith: endsWith?.toISOString() ?? null };
}

function replayJson({ total, refused, groups }: Replay) {
  return { total, refused, groups: groups.map((group) => ({ ...group, last: group.last.toISOString() })) };
}
