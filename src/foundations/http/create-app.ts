import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { hasAmbiguousHeaders } from './ambiguous-headers.ts';
import { createNodeLimit } from './node-limit.ts';
import type { ProblemType } from './problem.ts';
import { readBody, readPairs } from './read-body.ts';
import { createVisitReader, type VisitDeps } from './read-visit.ts';
import { Refused, refuse } from './refuse.ts';
import { createReplyRenderer, type RenderingDeps } from './render-reply.ts';
import type { Reply } from './reply.ts';
import type { Answer, Route } from './route.ts';
import { isSameOrigin } from './same-origin.ts';
import type { Visit } from './visit.ts';

/** Refusals that an honest page does not lead to. */
const NOTED: ReadonlySet<ProblemType> = new Set([
  'not-allowed',
  'cross-site',
  'address-not-allowed',
  'malformed-request',
]);
const MOST_NOTED_A_MINUTE = 60;

export type HttpEnv = { Bindings: HttpBindings };

export interface AppDeps extends RenderingDeps, VisitDeps {
  clock: Clock;
  log: Log;
  /** A shared window in PostgreSQL: seconds to wait, 0 when allowed. */
  takeShared(key: string, count: number, perSeconds: number): Promise<number>;
  /** Maps an error to the reply the world may see; undefined: nobody foresaw it. */
  explain(error: unknown): Reply | undefined;
}

/**
 * The whole HTTP surface from the route table. For each request, in this order: who and from where, body, same-origin,
 * limit, guard, handler, reply. What no route names is 404, another method 405 with Allow.
 */
export function createApp(routes: readonly Route[], deps: AppDeps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const render = createReplyRenderer(deps);
  const readVisit = createVisitReader(deps);
  const nodeLimit = createNodeLimit(deps.clock);

  async function secondsToWait(route: Route, visit: Visit): Promise<number> {
    const { limit } = route;
    if (limit.kind === 'none') return 0;
    const key = `${route.method} ${route.path} ${visit.client.prefix}`;
    return limit.kind === 'node'
      ? nodeLimit(key, limit.count, limit.perSeconds)
      : deps.takeShared(key, limit.count, limit.perSeconds);
  }

  async function decide(route: Route, c: Context<HttpEnv>, visit: Visit): Promise<Answer> {
    if (hasAmbiguousHeaders(c.env.incoming.rawHeaders)) return { reply: refuse('malformed-request'), visit };
    const query = readPairs(queryOf(c.req.url));
    if (query === null) return { reply: refuse('malformed-request'), visit };
    const params = c.req.param() as Record<string, string>;
    // Nothing is named so, and PostgreSQL would fail on it.
    if (Object.values(params).some((value) => value.includes('\0'))) return { reply: refuse('not-found'), visit };
    const read = route.method === 'GET' ? { body: {} } : await readBody(c.req.raw, route.maxBodyBytes, route.accepts);
    if ('refused' in read) return { reply: refuse(read.refused), visit };
    // Before the limit, so that a hostile page cannot use up its visitors' budget.
    if (!isOwnPage(route, c, visit, read.body)) return { reply: refuse('cross-site'), visit };
    const wait = await secondsToWait(route, visit);
    if (wait > 0) return { reply: refuse('too-many-requests', { retryAfterSeconds: wait }), visit };
    return route.answer({ ...visit, params, query, body: read.body }, explained);
  }

  function isOwnPage(route: Route, c: Context<HttpEnv>, visit: Visit, body: Record<string, unknown>): boolean {
    if (route.method === 'GET' || route.csrf === 'exempt') return true;
    return isSameOrigin({
      secFetchSite: c.req.header('sec-fetch-site'),
      origin: c.req.header('origin'),
      ownOrigin: deps.origin,
      givenToken: body.form_token,
      formToken: visit.formToken,
    });
  }

  async function answer(route: Route, c: Context<HttpEnv>): Promise<Response> {
    const visit = readVisit(c);
    try {
      const answered = await decide(route, c, visit);
      noteRefusal(route, answered);
      return render(answered.reply, answered.visit);
    } catch (error) {
      return render(explained(error, visit), visit);
    }
  }

  /** Who was kept from what (LH-3); so many lines a minute for each source, that nobody can fill the disk with them. */
  function noteRefusal(route: Route, { reply, visit }: Answer): void {
    if (reply.kind !== 'refusal' || !NOTED.has(reply.problem.type)) return;
    const { prefix } = visit.client;
    if (nodeLimit(`noted ${prefix}`, MOST_NOTED_A_MINUTE, 60) > 0) return;
    const door = `${route.method} ${route.path}`;
    const userId = visit.viewer?.userId ?? null;
    deps.log.warn({ requestId: visit.id, door, reason: reply.problem.type, userId, prefix }, 'a request was refused');
  }

  function explained(error: unknown, visit: Visit): Reply {
    if (error instanceof Refused) return error.reply;
    const reply = deps.explain(error);
    if (reply) return reply;
    deps.log.error({ requestId: visit.id, path: visit.path, err: error }, 'request failed');
    return refuse('internal');
  }

  for (const route of routes) app.on(route.method, route.path, (c) => answer(route, c));
  for (const [path, allow] of methodsByPath(routes)) {
    app.all(path, (c) => render({ ...refuse('method-not-allowed'), headers: { allow } }, readVisit(c)));
  }
  app.notFound((c) => render(refuse('not-found'), readVisit(c)));
  app.onError((error, c) => {
    const visit = readVisit(c);
    return render(explained(error, visit), visit);
  });
  return app;
}

function queryOf(url: string): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start);
}

function methodsByPath(routes: readonly Route[]): Map<string, string> {
  const allow = new Map<string, string>();
  for (const { method, path } of routes) {
    const methods = method === 'GET' ? 'GET, HEAD' : method;
    const others = allow.get(path);
    allow.set(path, others ? `${others}, ${methods}` : methods);
  }
  return allow;
}
