import type { Reply } from './reply.ts';
import type { Visit } from './visit.ts';

/**
 * Decides who may pass. What it lets through (`pass`) is handed to the handler;
 * `visit` may carry the viewer's own language and zone.
 */
export interface Guard<Pass> {
  readonly name: string;
  check(visit: Visit): Promise<{ pass: Pass; visit?: Visit } | { refusal: Reply; visit?: Visit }>;
}

/** The reply, and the visit as the guard saw it: the frame around the page is drawn for the same viewer. */
export interface Answer {
  reply: Reply;
  visit: Visit;
}

/**
 * How many requests one source prefix may make.
 * `shared` is counted in PostgreSQL over all nodes (doors that hash, mail or search); `node` in this process alone
 * (cheap reads: it only keeps one source from occupying the node); `none` says why it needs neither.
 */
export type Limit =
  | { readonly kind: 'shared' | 'node'; readonly count: number; readonly perSeconds: number }
  | { readonly kind: 'none'; readonly because: string };

export type Method = 'GET' | 'POST';
export type Handler<Pass> = (visit: Visit, pass: Pass) => Promise<Reply>;

/** One door. Guard and limit are not optional: a door without them does not compile. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly guardName: string;
  readonly limit: Limit;
  readonly csrf: 'same-origin' | 'exempt';
  readonly maxBodyBytes: number;
  /** Body types besides forms and JSON; such a body arrives as `{ raw: string }`. */
  readonly accepts: readonly string[];
  /** `explain` turns what a handler throws into the reply the world may see. Rejects with what a guard throws. */
  readonly answer: (visit: Visit, explain: (error: unknown, visit: Visit) => Reply) => Promise<Answer>;
}
