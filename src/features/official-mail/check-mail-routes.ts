import { z } from 'zod';
import type { Queries } from '../../foundations/database/index.ts';
import { type Handler, parseInput, type Reply, refuseInput, type Visit } from '../../foundations/http/index.ts';
import { checkMailPage, type Shown } from './check-mail-page.tsx';
import { factsOf, type SentFacts, type Verdict } from './check-message.ts';
import { findByNumber } from './ledger-table.ts';
import { readMessageNumber } from './message-number.ts';
import { isSmallEnough } from './message-size.ts';
import type { ReportResult } from './report-mail.ts';
import { words } from './words.ts';

/** Whoever is signed in is also told whether the mail went to them. */
type Viewer = { userId: string } | null;

const numberInput = z.strictObject({ number: z.string().min(1).max(200) });
const messageInput = z.strictObject({ message: z.string().min(1).refine(isSmallEnough, { error: 'too-large' }) });

interface Deps {
  queries: Queries;
  supportContact: { readonly href: string; readonly label: string } | null;
  checkMessage(pasted: string, userId: string | null): Promise<Verdict | null>;
  reportMail(pasted: string, userId: string | null): Promise<ReportResult>;
}

/** “Is this mail from you?”, for everybody. It never asks for the anti-phishing code and never says more than it knows. */
export function createCheckMailRoutes({ queries, supportContact, checkMessage, reportMail }: Deps) {
  const page = (visit: Visit, viewer: Viewer, shown: Omit<Shown, 'isSignedIn' | 'supportContact'> = {}) =>
    checkMailPage(visit, { ...shown, isSignedIn: viewer !== null, supportContact });

  const show: Handler<Viewer> = async (visit, viewer) => ({ kind: 'page', page: page(visit, viewer), json: {} });

  const byNumber: Handler<Viewer> = async (visit, viewer) => {
    const t = words(visit.locale);
    const typed = typeof visit.body.number === 'string' ? visit.body.number.slice(0, 200) : '';
    const parsed = parseInput(numberInput, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors, page(visit, viewer, { typed, errors: parsed.errors }));
    const number = readMessageNumber(parsed.value.number);
    if (number === null) {
      const errors = [{ field: 'number', code: 'number-form', message: t('check-number-form') }];
      return refuseInput(errors, page(visit, viewer, { typed, errors }));
    }
    const found = await findByNumber(queries, number);
    const sent = found && factsOf(found, viewer?.userId ?? null);
    return {
      kind: 'done',
      status: 200,
      json: numberJson(sent),
      page: page(visit, viewer, { typed: number, byNumber: { sent } }),
    };
  };

  const byMessage: Handler<Viewer> = (visit, viewer) =>
    withMessage(visit, viewer, async (message) => {
      const verdict = await checkMessage(message, viewer?.userId ?? null);
      if (verdict === null) return null;
      return { kind: 'done', status: 200, json: verdictJson(verdict), page: page(visit, viewer, { verdict, message }) };
    });

  const report: Handler<Viewer> = (visit, viewer) =>
    withMessage(visit, viewer, async (message) => {
      const result = await reportMail(message, viewer?.userId ?? null);
      if (result === 'unreadable') return null;
      return {
        kind: 'done',
        status: 200,
        json: { kept: result === 'kept' },
        page: page(visit, viewer, { reported: result }),
      };
    });

  async function withMessage(
    visit: Visit,
    viewer: Viewer,
    use: (message: string) => Promise<Reply | null>,
  ): Promise<Reply> {
    const t = words(visit.locale);
    const wordsFor = (code: string) => (code === 'too-large' ? t('check-too-large') : undefined);
    const parsed = parseInput(messageInput, visit.body, visit.locale, wordsFor);
    if (!parsed.ok) return refuseInput(parsed.errors, page(visit, viewer, { errors: parsed.errors }));
    const { message } = parsed.value;
    const answer = await use(message);
    if (answer !== null) return answer;
    const errors = [{ field: 'message', code: 'no-message', message: t('check-no-message') }];
    return refuseInput(errors, page(visit, viewer, { message, errors }));
  }

  return { show, byNumber, byMessage, report };
}

/** Kind, day and masked address; the day alone, since more would tell when somebody was about. */
function numberJson(sent: SentFacts | null) {
  return sent === null ? { known: false } : { known: true, ...sentJson(sent) };
}

function sentJson({ kind, at, to, yours }: SentFacts) {
  return { kind, day: at.toISOString().slice(0, 10), to, yours };
}

function verdictJson({ verdict, number, sent, signature, signs, links }: Verdict) {
  return { verdict, number, sent: sent && sentJson(sent), signature, signs, links };
}
