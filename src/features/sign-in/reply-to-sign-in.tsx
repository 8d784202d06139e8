import type { CookieChange, Reply, Visit } from '../../foundations/http/index.ts';
import { continuePage } from './continue-page.tsx';
import type { FinishResult } from './finish-sign-in.ts';

export type RestoreForm = (
  visit: Visit,
  sealed: string | undefined,
) => { path: string; fields: Record<string, string> } | null;

/** The answer to the last proof, at whichever door: the cookies, and on to where the person was going. */
export function replyToSignIn(
  visit: Visit,
  result: Extract<FinishResult, { next: 'done' }>,
  kept: ReturnType<RestoreForm>,
): Reply {
  const endOfPending: CookieChange[] = visit.cookies.pending === undefined ? [] : [{ name: 'pending', value: null }];
  const cookies = [...result.cookies, ...endOfPending];
  const done = { kind: 'done', status: 200, json: { next: 'done' }, cookies } as const;
  return kept === null
    ? { ...done, location: result.returnTo ?? '/security' }
    : { ...done, page: continuePage(visit, kept, visit.formTokenFor(result.sessionCookie.value)) };
}
