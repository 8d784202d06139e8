import { z } from 'zod';
import type { Session } from './features/sessions/index.ts';
import {
  type CookieChange,
  describeProblem,
  type Handler,
  isProblemType,
  localPath,
  parseInput,
  refuse,
  refuseInput,
} from './foundations/http/index.ts';
import { LOCALES } from './foundations/i18n/index.ts';
import type { Log } from './foundations/log.ts';
import { problemPage } from './ui/index.ts';

const preferencesInput = z.strictObject({
  locale: z.enum(LOCALES).optional(),
  theme: z.enum(['system', 'light', 'dark']).optional(),
  return: z.string().optional(),
});
const ONE_YEAR_SECONDS = 365 * 24 * 3600;

interface Deps {
  log: Log;
  startLabel(locale: 'en' | 'fr'): string;
  isReady(): Promise<boolean>;
  saveLocale(userId: string, locale: 'en' | 'fr'): Promise<void>;
}

/** The doors that belong to no room: start page, language and appearance, health, problem descriptions. */
export function createFrontDesk({ log, startLabel, isReady, saveLocale }: Deps) {
  const start: Handler<Session | null> = async (_visit, session) => ({
    kind: 'redirect',
    location: session === null ? '/sign-in' : '/security',
  });

  /** Back to the page it came from; the language of someone signed in is kept with the user. */
  const preferences: Handler<Session | null> = async (visit, session) => {
    const parsed = parseInput(preferencesInput, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors);
    const { locale, theme, return: back } = parsed.value;
    if (locale && session) await saveLocale(session.userId, locale);
    const cookies: CookieChange[] = [
      ...(locale ? [{ name: 'locale' as const, value: locale, maxAgeSeconds: ONE_YEAR_SECONDS }] : []),
      ...(theme
        ? [{ name: 'theme' as const, value: theme === 'system' ? null : theme, maxAgeSeconds: ONE_YEAR_SECONDS }]
        : []),
    ];
    return { kind: 'done', status: 200, json: {}, location: localPath(back) ?? '/', cookies };
  };

  const alive: Handler<unknown> = async () => ({
    kind: 'file',
    contentType: 'text/plain; charset=utf-8',
    body: 'alive\n',
  });

  const ready: Handler<unknown> = async () =>
    (await isReady())
      ? { kind: 'file', contentType: 'text/plain; charset=utf-8', body: 'ready\n' }
      : refuse('unavailable', { retryAfterSeconds: 5 });

  /** What a problem's `type` points at (AP-1). */
  const problem: Handler<unknown> = async (visit) => {
    const { type = '' } = visit.params;
    if (!isProblemType(type)) return refuse('not-found');
    const said = describeProblem({ type }, visit.locale, visit.id);
    const page = problemPage({ type }, said, { href: '/', label: startLabel(visit.locale) });
    return { kind: 'page', page, json: { type, ...said } };
  };

  /** Browsers report here what the content policy stopped (BH-2). */
  const policyReport: Handler<unknown> = async (visit) => {
    // Not cut here: half a token would no longer be recognised and taken out.
    log.warn({ report: String(visit.body.raw ?? '') }, 'content policy violation reported');
    return { kind: 'done', status: 204 };
  };

  return { start, preferences, alive, ready, problem, policyReport };
}
