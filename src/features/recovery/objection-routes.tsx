import type { Database } from '../../foundations/database/index.ts';
import {
  type Client,
  type Handler,
  type Reply,
  refuse,
  refuseInput,
  type Visit,
} from '../../foundations/http/index.ts';
import type { AccountChanges } from './doors.ts';
import type { FindOpenChange } from './find-open-change.ts';
import type { Freezes } from './freeze-changes.ts';
import type { ObjectionResult } from './object-to-change.ts';
import { changeUndonePage, type ObjectionView, objectionPage } from './objection-page.tsx';
import { objectionWords } from './objection-words.ts';
import { type ParseAssertion, readProof, secretError } from './read-proof.ts';
import type { createUndoChange } from './undo-change.ts';
import { UNDO_PROOFS, type UndoProof } from './undo-proofs.ts';
import { words } from './words.ts';

/** Whose a change is when its link is gone by now. */
const OWN = { inAccount: null, inOwnName: false };
const END_SESSION = { cookies: [{ name: 'session', value: null }] } as const;

interface Deps {
  database: Database;
  findOpenChange: FindOpenChange;
  freezes: Freezes;
  objectToChange(token: string, client: Client): Promise<ObjectionResult>;
  undoChange: ReturnType<typeof createUndoChange>;
  parseAssertion: ParseAssertion;
  accountChanges(): AccountChanges;
}

/** The doors behind the link in every mail about a security change. They need no session: all of them may have ended. */
export function createObjectionRoutes(deps: Deps) {
  const { database, findOpenChange, freezes, objectToChange, undoChange, parseAssertion } = deps;

  /** null: the link is spent. */
  async function view(visit: Visit, more: Partial<ObjectionView> = {}): Promise<ObjectionView | null> {
    const { token = '' } = visit.params;
    const open = await findOpenChange(database.queries, token);
    if (open === null) return null;
    const { change } = open;
    const { at, address, browser, system, objected_at, user_id: userId, account_change: line } = change;
    const { locale, timeZone } = visit;
    const reader = { userId, locale, timeZone };
    const inAccount = line && (await deps.accountChanges().look(database.queries, { change: line, ...reader }));
    const until = inAccount ? inAccount.frozenUntil : await freezes.until(database.queries, userId);
    // An account's changes may be stopped already, by an objection to another one.
    const isStopped = objected_at !== null || (inAccount && until !== null);
    return {
      ...{ token, at, address, browser, system },
      kind: inAccount ? inAccount.kind : open.kind,
      inAccount: inAccount || null,
      inOwnName: change.actor_user_id === userId,
      objected: isStopped ? { until } : null,
      needs: await undoChange.needs(open, visit.browser),
      ...more,
    };
  }

  const show: Handler<unknown> = async (visit) => {
    const seen = await view(visit);
    if (seen === null) return refuse('link-spent');
    const { kind, at, address, objected, needs } = seen;
    const state = objected === null ? 'open' : objected.until === null ? 'objected' : 'frozen';
    const until = objected?.until?.toISOString() ?? null;
    const account = seen.inAccount ? { account: seen.inAccount.account } : {};
    const json = { kind, ...account, at: at.toISOString(), address, state, until, needs: needs ?? [] };
    return { kind: 'page', page: objectionPage(visit, seen), json };
  };

  const object: Handler<unknown> = async (visit) => {
    const { token = '' } = visit.params;
    const result = await objectToChange(token, visit.client);
    if (result.result === 'too-often') {
      const t = words(visit.locale);
      const { ended } = result;
      const text = `${ended ? `${t('objected-account-own-ended')} ` : ''}${t('objection-account-too-often')}`;
      const seen = await view(visit, { notice: { tone: 'warning', text } });
      const refusal = refuse('conflict', { detail: text }, seen === null ? undefined : objectionPage(visit, seen));
      return { ...refusal, ...(ended ? END_SESSION : {}) };
    }
    const seen = result.result === 'objected' ? await view(visit, { ended: result.ended }) : null;
    if (result.result === 'link-spent' || seen === null) return refuse('link-spent');
    const until = result.until?.toISOString() ?? null;
    return {
      kind: 'done',
      status: 200,
      json: { state: until === null ? 'objected' : 'frozen', until },
      page: objectionPage(visit, seen),
      ...(result.ended ? END_SESSION : {}),
    };
  };

  const undo: Handler<unknown> = async (visit) => {
    const parsed = readProof(visit, UNDO_PROOFS, parseAssertion);
    if (!parsed.ok) {
      const tried = UNDO_PROOFS.find((method) => method === visit.body.method);
      const seen = await view(visit, { tried, error: secretError(parsed.errors) });
      return refuseInput(parsed.errors, seen === null ? undefined : objectionPage(visit, seen));
    }
    const { token = '' } = visit.params;
    const { client, cookies, browser } = visit;
    const { given } = parsed;
    const result = await undoChange.undo({ token, given, browser, client, deviceCookie: cookies.device });
    return answer(visit, given.method, result);
  };

  const passkeyOptions: Handler<unknown> = async (visit) => {
    const { token = '' } = visit.params;
    const asked = await undoChange.askForPasskey(token, visit.browser);
    if (asked === 'final' || asked === 'link-spent') return answer(visit, 'passkey', { result: asked });
    return { kind: 'done', status: 200, json: asked, location: `/objections/${token}` };
  };

  async function answer(
    visit: Visit,
    tried: UndoProof,
    result: Awaited<ReturnType<typeof undoChange.undo>>,
  ): Promise<Reply> {
    const t = words(visit.locale);
    const page = async (more: Partial<ObjectionView>) => {
      const seen = await view(visit, more);
      return seen === null ? undefined : objectionPage(visit, seen);
    };
    switch (result.result) {
      case 'undone':
        return {
          kind: 'done',
          status: 200,
          json: { state: 'undone' },
          page: changeUndonePage(visit, result),
          ...(result.ended ? END_SESSION : {}),
        };
      case 'proof': {
        const shown = await page({ notice: { tone: 'info', text: t('undo-more') } });
        const json = { next: 'proof', needs: result.needs };
        return { kind: 'done', status: 200, json, ...(shown ? { page: shown } : {}) };
      }
      case 'wrong': {
        const error = t(`undo-wrong-${tried}`);
        return refuse('sign-in-refused', { detail: error }, await page({ tried, error }));
      }
      case 'waiting': {
        const { seconds } = result;
        const text = t('slow-down', { seconds, minutes: seconds <= 90 ? 0 : Math.ceil(seconds / 60) });
        const problem = { retryAfterSeconds: seconds, detail: text };
        return refuse('too-many-requests', problem, await page({ notice: { tone: 'warning', text } }));
      }
      case 'final': {
        const text = objectionWords(t, (await view(visit)) ?? OWN).final;
        return refuse('conflict', { detail: text }, await page({ notice: { tone: 'warning', text } }));
      }
      case 'link-spent':
        return refuse('link-spent');
    }
  }

  return { show, object, undo, passkeyOptions };
}
