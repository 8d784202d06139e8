import { z } from 'zod';
import { SECOND } from '../../foundations/clock.ts';
import { normaliseEmailAddress } from '../../foundations/email-address.ts';
import {
  type Client,
  type Handler,
  parseInput,
  type Reply,
  refuse,
  refuseInput,
  type Visit,
} from '../../foundations/http/index.ts';
import type { createProveRecovery, RecoveryResult } from './prove-recovery.ts';
import { type ParseAssertion, readProof, secretError } from './read-proof.ts';
import { type Lost, needsOf, PROOF_TIME, PROOFS, type Proof } from './recovery.ts';
import {
  askRecoveryPage,
  type ProofForm,
  recoveryDonePage,
  recoveryProofPage,
  recoveryWaitingPage,
} from './recovery-page.tsx';
import { wasHeld } from './recovery-table.ts';
import { recoveryStoppedPage, stopRecoveryPage } from './stop-page.tsx';
import type { createStopRecovery } from './stop-recovery.ts';
import { words } from './words.ts';

/** An app and a passkey are one loss: what the owner confirms with. */
const lostInput = z
  .enum(['second-factor', 'passkey', 'address'])
  .transform((lost): Lost => (lost === 'address' ? lost : 'second-factor'));
const askInput = z.strictObject({ email: z.string().min(1).max(320), lost: lostInput });

const END_COOKIE = { name: 'recovery', value: null } as const;

interface Deps {
  askRecovery(email: string, lost: Lost, client: Client): Promise<string>;
  recovery: ReturnType<typeof createProveRecovery>;
  stopRecovery: ReturnType<typeof createStopRecovery>;
  parseAssertion: ParseAssertion;
}

export function createRecoveryRoutes({ askRecovery, recovery, stopRecovery, parseAssertion }: Deps) {
  const show: Handler<unknown> = async (visit) => {
    const standing = visit.query.again === undefined ? await recovery.show(visit.cookies.recovery) : null;
    switch (standing?.result) {
      case 'proof':
        return { kind: 'page', page: recoveryProofPage(visit, standing), json: jsonOf(standing) };
      case 'waiting':
        return { kind: 'page', page: recoveryWaitingPage(visit, standing), json: jsonOf(standing) };
      case 'done':
        return { kind: 'page', page: recoveryDonePage(visit, standing), json: jsonOf(standing) };
      default:
        return {
          kind: 'page',
          page: askRecoveryPage(visit, { lost: lostOf(visit.query.lost) }),
          json: { next: 'ask' },
        };
    }
  };

  /** The same answer for every address (RC-1). */
  const ask: Handler<unknown> = async (visit) => {
    const parsed = parseInput(askInput, visit.body, visit.locale);
    const typed = typeof visit.body.email === 'string' ? visit.body.email : undefined;
    if (!parsed.ok) {
      const { errors } = parsed;
      return refuseInput(errors, askRecoveryPage(visit, { email: typed, lost: lostOf(visit.body.lost), errors }));
    }
    const { email: given, lost } = parsed.value;
    const email = normaliseEmailAddress(given);
    if (email === null) {
      const errors = [{ field: 'email', code: 'invalid', message: words(visit.locale)('email-invalid') }];
      return refuseInput(errors, askRecoveryPage(visit, { email: typed, lost, errors }));
    }
    const secret = await askRecovery(email, lost, visit.client);
    return {
      kind: 'done',
      status: 202,
      json: { next: 'proof', needs: needsOf([], lost) },
      location: '/recovery',
      cookies: [{ name: 'recovery', value: secret, maxAgeSeconds: PROOF_TIME / SECOND }],
    };
  };

  const prove: Handler<unknown> = async (visit) => {
    const parsed = readProof(visit, PROOFS, parseAssertion);
    if (!parsed.ok) {
      const standing = await recovery.show(visit.cookies.recovery);
      if (standing?.result !== 'proof') return refuseInput(parsed.errors);
      const tried = PROOFS.find((method) => method === visit.body.method);
      const form = { needs: standing.needs, tried, error: secretError(parsed.errors) };
      return refuseInput(parsed.errors, recoveryProofPage(visit, form));
    }
    const { given } = parsed;
    const { client, cookies, browser } = visit;
    const request = { cookie: cookies.recovery, given, browser, client, deviceCookie: cookies.device };
    return answer(visit, given.method, await recovery.prove(request));
  };

  const passkeyOptions: Handler<unknown> = async (visit) => {
    const json = await recovery.askForPasskey(visit.cookies.recovery, visit.browser);
    if (json === null) return answer(visit, 'passkey', { result: 'start-over' });
    return { kind: 'done', status: 200, json, location: '/recovery' };
  };

  function answer(visit: Visit, tried: Proof, result: RecoveryResult): Reply {
    const t = words(visit.locale);
    const again = (form: Partial<ProofForm>, needs: readonly Proof[]) => recoveryProofPage(visit, { needs, ...form });
    switch (result.result) {
      case 'proof': {
        const json = jsonOf(result);
        if (!result.works && !result.gone) return { kind: 'done', status: 200, json, location: '/recovery' };
        const notice = result.works
          ? ({ tone: 'good', text: t(`proof-works-${result.works}`) } as const)
          : ({ tone: 'warning', text: t('proof-gone') } as const);
        return { kind: 'done', status: 200, json, page: again({ notice }, result.needs) };
      }
      case 'waiting':
        return { kind: 'done', status: 200, json: jsonOf(result), location: '/recovery' };
      case 'done': {
        const page = recoveryDonePage(visit, result);
        return { kind: 'done', status: 200, json: jsonOf(result), page, cookies: [END_COOKIE] };
      }
      case 'wrong': {
        const error = t(`wrong-${tried}`);
        return refuse('sign-in-refused', { detail: error }, again({ tried, error }, result.needs));
      }
      case 'mail-first': {
        const notice = { tone: 'warning', text: t('mail-first') } as const;
        return refuse('not-allowed', { detail: notice.text }, again({ notice }, result.needs));
      }
      case 'slow-down': {
        const { seconds, first } = result;
        const text = t(first ? 'slow-down-first' : 'slow-down', {
          seconds,
          minutes: seconds <= 90 ? 0 : Math.ceil(seconds / 60),
        });
        const page = again({ notice: { tone: 'warning', text } }, result.needs);
        return refuse('too-many-requests', { retryAfterSeconds: seconds, detail: text }, page);
      }
      case 'start-over': {
        const page = askRecoveryPage(visit, { notice: t('start-over') });
        return { ...refuse('sign-in-refused', { detail: t('start-over') }, page), cookies: [END_COOKIE] };
      }
    }
  }

  const showStop: Handler<unknown> = async (visit) => {
    const { token = '' } = visit.params;
    const row = await stopRecovery.show(token);
    if (row === null) return refuse('link-spent');
    const state = wasHeld(row) ? 'stopped-before' : 'waiting';
    const json = { state, completesAt: row.completes_at.toISOString() };
    return { kind: 'page', page: stopRecoveryPage(visit, token, row), json };
  };

  const stop: Handler<unknown> = async (visit) => {
    const { token = '' } = visit.params;
    const stopped = await stopRecovery.stop(token, visit.client);
    if (stopped === null) return refuse('link-spent');
    const { state, completesAt } = stopped;
    const page = recoveryStoppedPage(visit, state, completesAt);
    return { kind: 'done', status: 200, json: { state, completesAt: completesAt.toISOString() }, page };
  };

  return { show, ask, prove, passkeyOptions, showStop, stop };
}

function lostOf(value: unknown): Lost {
  return value === 'address' ? value : 'second-factor';
}

function jsonOf(result: Extract<RecoveryResult, { result: 'proof' | 'waiting' | 'done' }>): object {
  switch (result.result) {
    case 'proof':
      return {
        next: 'proof',
        needs: result.needs,
        ...(result.works ? { works: result.works } : {}),
        ...(result.gone ? { gone: true } : {}),
      };
    case 'waiting':
      return { next: 'waiting', completesAt: result.completesAt.toISOString() };
    case 'done':
      return { next: 'done' };
  }
}
