import { z } from 'zod';
import {
  type FieldError,
  type Handler,
  parseInput,
  refuse,
  refuseInput,
  type Visit,
} from '../../foundations/http/index.ts';
import type { ChangeActor } from '../recovery/index.ts';
import { antiPhishingCodePage, PAGE_PATH, type Shown } from './anti-phishing-code-page.tsx';
import type { ChangeResult, PhraseWish } from './change-phrase.ts';
import type { KeptPhrase } from './keep-phrase.ts';
import type { PhraseOwner, PhraseProblem } from './phrase.ts';
import { proposePhrase } from './propose-phrase.ts';
import { words } from './words.ts';

/** What these pages need of the session that passed the guard. */
type SignedIn = PhraseOwner & { userId: string; provenAt: Date } & NonNullable<ChangeActor['session']>;

/** Beyond any phrase we accept, so that our own words say what is too long. */
const input = z.strictObject({ phrase: z.string().min(1).max(4096) });

const DONE = ['set', 'removed', 'unchanged'] as const;

interface Deps {
  find(userId: string): Promise<KeptPhrase | null>;
  changePhrase(wish: PhraseWish): Promise<ChangeResult>;
  isFreshlyProven(session: { provenAt: Date }, now: Date): boolean;
}

export function createAntiPhishingCodeRoutes({ find, changePhrase, isFreshlyProven }: Deps) {
  async function page(visit: Visit, session: SignedIn, more: Partial<Shown> = {}) {
    const kept = await find(session.userId);
    const isSet = kept !== null && kept.phrase !== null;
    const mayChange = isFreshlyProven(session, visit.now);
    const proposal = proposePhrase(visit.locale);
    const shown: Shown = { since: isSet ? kept.changedAt : null, mayChange, proposal, phrase: null, ...more };
    return { kept, shown, page: antiPhishingCodePage(visit, shown) };
  }

  /** Whether there is one and since when; the phrase itself is not among it. */
  const show: Handler<SignedIn> = async (visit, session) => {
    const done = DONE.find((word) => word === visit.query.done);
    const { shown, page: content } = await page(visit, session, done ? { done } : {});
    return {
      kind: 'page',
      page: content,
      json: { isSet: shown.since !== null, since: shown.since?.toISOString() ?? null },
    };
  };

  /** The phrase in clear, behind a fresh proof: never by GET, so that it stands in no cache, history or restored tab. */
  const reveal: Handler<SignedIn> = async (visit, session) => {
    const phrase = (await find(session.userId))?.phrase ?? null;
    const { page: content } = await page(visit, session, { phrase, mayChange: true });
    return { kind: 'done', status: 200, json: { phrase }, page: content };
  };

  const change: Handler<SignedIn> = async (visit, session) => {
    const parsed = parseInput(input, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors, await formAgain(visit, session, parsed.errors));
    return answer(visit, session, parsed.value.phrase);
  };

  const remove: Handler<SignedIn> = (visit, session) => answer(visit, session, null);

  async function answer(visit: Visit, session: SignedIn, typed: string | null) {
    const { userId, email, name } = session;
    const outcome = await changePhrase({
      owner: { userId, email, name },
      typed,
      actor: { client: visit.client, session },
    });
    switch (outcome.result) {
      case 'changed':
      case 'unchanged': {
        const done = outcome.result === 'unchanged' ? 'unchanged' : typed === null ? 'removed' : 'set';
        return {
          kind: 'done',
          status: 200,
          json: { isSet: typed !== null },
          location: `${PAGE_PATH}?done=${done}`,
        } as const;
      }
      case 'refused': {
        const errors = [fieldErrorFor(visit, outcome.problem)];
        // A password never stands in a page.
        const seen = outcome.problem === 'password' ? { ...visit, body: {} } : visit;
        return refuseInput(errors, await formAgain(seen, session, errors));
      }
      case 'waiting': {
        const detail = words(visit.locale)('waiting', { minutes: Math.ceil(outcome.seconds / 60) });
        const errors = [{ field: 'phrase', code: 'waiting', message: detail }];
        const again = await formAgain(visit, session, errors);
        return refuse('too-many-requests', { retryAfterSeconds: outcome.seconds, detail }, again);
      }
    }
  }

  /** What was typed stands in the field again, also when it was refused: only its owner sees it, with a fresh proof. */
  async function formAgain(visit: Visit, session: SignedIn, errors: readonly FieldError[]) {
    const { phrase } = visit.body;
    const typed = typeof phrase === 'string' ? phrase.slice(0, 200) : '';
    return (await page(visit, session, { errors, typed, mayChange: true })).page;
  }

  return { show, reveal, change, remove };
}

function fieldErrorFor(visit: Visit, problem: PhraseProblem): FieldError {
  return { field: 'phrase', code: problem, message: words(visit.locale)(`problem-${problem}`) };
}
