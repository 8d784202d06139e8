import type { CookieJar } from './cookies.ts';
import { describeProblem, type ProblemWords, problemBody, retryAfterSeconds } from './describe-problem.ts';
import { type Problem, STATUS_OF } from './problem.ts';
import type { CookieChange, Page, RefusalReply, Reply } from './reply.ts';
import type { Visit } from './visit.ts';

export interface RenderingDeps {
  origin: string;
  cookieJar: CookieJar;
  headersFor(kind: 'page' | 'data'): Record<string, string>;
  renderPage(page: Page, visit: Visit): string;
  problemPage(problem: Problem, words: ProblemWords, visit: Visit): Page;
}

/** One reply, two faces: HTML for people, JSON or an RFC 9457 problem for programs. */
export function createReplyRenderer(deps: RenderingDeps): (reply: Reply, visit: Visit) => Response {
  return (reply, visit) => {
    const response = visit.wantsJson || reply.kind === 'file' ? asData(reply, visit, deps) : asPage(reply, visit, deps);
    for (const [name, value] of Object.entries(reply.headers ?? {})) response.headers.set(name, value);
    for (const cookie of cookiesOf(reply, visit)) response.headers.append('set-cookie', deps.cookieJar.write(cookie));
    return response;
  };
}

const BROWSER_COOKIE_SECONDS = 7 * 24 * 3600;

/** A browser gets its own secret with its first page or write, so that pending rows can be bound to it. */
function cookiesOf(reply: Reply, visit: Visit): readonly CookieChange[] {
  const own = reply.cookies ?? [];
  const isNew = visit.cookies.browser !== visit.browser;
  const needed = visit.method === 'POST' || (!visit.wantsJson && reply.kind !== 'file');
  if (!isNew || !needed || own.some(({ name }) => name === 'browser')) return own;
  return [...own, { name: 'browser', value: visit.browser, maxAgeSeconds: BROWSER_COOKIE_SECONDS }];
}

function asData(reply: Reply, visit: Visit, deps: RenderingDeps): Response {
  const headers = deps.headersFor('data');
  switch (reply.kind) {
    case 'page':
      return json(reply.json, 200, headers);
    case 'done':
      return reply.status === 204
        ? new Response(null, { status: 204, headers })
        : json(reply.json ?? {}, reply.status, headers);
    case 'redirect':
      return seeOther(reply.location, headers);
    case 'refusal': {
      const body = problemBody(reply.problem, visit.locale, visit.id, deps.origin);
      const type = { 'content-type': 'application/problem+json; charset=utf-8' };
      return new Response(JSON.stringify(body), {
        status: STATUS_OF[reply.problem.type],
        headers: { ...headers, ...type, ...refusalHeaders(reply) },
      });
    }
    case 'file':
      return new Response(reply.body, { headers: { ...headers, 'content-type': reply.contentType } });
  }
}

function json(body: unknown, status: number, headers: Record<string, string>): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
  });
}

function asPage(reply: Exclude<Reply, { kind: 'file' }>, visit: Visit, deps: RenderingDeps): Response {
  const headers = deps.headersFor('page');
  switch (reply.kind) {
    case 'page':
      return new Response(deps.renderPage(reply.page, visit), { headers });
    case 'done':
      return reply.page
        ? new Response(deps.renderPage(reply.page, visit), { headers })
        : seeOther(reply.location ?? '/', headers);
    case 'redirect':
      return seeOther(reply.location, headers);
    case 'refusal': {
      if (reply.location !== undefined) {
        return seeOther(reply.location, headers);
      }
      const words = describeProblem(reply.problem, visit.locale, visit.id);
      const page = reply.page ?? deps.problemPage(reply.problem, words, visit);
      return new Response(deps.renderPage(page, visit), {
        status: STATUS_OF[reply.problem.type],
        headers: { ...headers, ...refusalHeaders(reply) },
      });
    }
  }
}

/** Never 307: what was posted is not posted again elsewhere. */
function seeOther(location: string, headers: Record<string, string>): Response {
  return new Response(null, { status: 303, headers: { ...headers, location } });
}

function refusalHeaders({ problem }: RefusalReply): Record<string, string> {
  const status = STATUS_OF[problem.type];
  return {
    // Every 401 names a way to authenticate (RFC 9110 §15.5.2).
    ...(status === 401 ? { 'www-authenticate': 'Session realm="account"' } : {}),
    ...(status === 429 || status === 503 ? { 'retry-after': String(retryAfterSeconds(problem)) } : {}),
  };
}
