import { defineWords, type Locale } from '../i18n/index.ts';
import en from './messages.en.json' with { type: 'json' };
import fr from './messages.fr.json' with { type: 'json' };
import { type Problem, type ProblemType, STATUS_OF } from './problem.ts';

const words = defineWords({ en, fr });

export interface ProblemWords {
  title: string;
  detail: string;
}

/** The wait in the unit a person would use. */
function waitingWords(seconds: number, locale: Locale): string {
  const t = words(locale);
  return seconds <= 90
    ? t('too-many-requests-detail', { seconds })
    : t('too-many-requests-detail-minutes', { minutes: Math.ceil(seconds / 60) });
}

export function retryAfterSeconds(problem: Problem): number {
  return Math.max(1, Math.ceil(problem.retryAfterSeconds ?? 1));
}

/** What a person is told about a problem; never more than the problem itself says. */
export function describeProblem(problem: Problem, locale: Locale, requestId: string): ProblemWords {
  const t = words(locale);
  const detail =
    problem.type === 'too-many-requests'
      ? waitingWords(retryAfterSeconds(problem), locale)
      : t(`${problem.type}-detail`, { id: requestId });
  return { title: t(`${problem.type}-title`), detail: problem.detail ?? detail };
}

/** RFC 9457 body: stable absolute type, the real status, nothing of the inside (AP-1). */
export function problemBody(problem: Problem, locale: Locale, requestId: string, origin: string): object {
  return {
    type: `${origin}/problems/${problem.type}`,
    status: STATUS_OF[problem.type],
    ...describeProblem(problem, locale, requestId),
    instance: `urn:request:${requestId}`,
    ...(problem.errors ? { errors: problem.errors } : {}),
  };
}

export function isProblemType(text: string): text is ProblemType {
  return Object.hasOwn(STATUS_OF, text);
}
