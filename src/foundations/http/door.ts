import { z } from 'zod';
import { parseInput } from './parse-input.ts';
import { refuseInput } from './refuse.ts';
import type { Answer, Guard, Handler, Limit, Method, Route } from './route.ts';

const NOTHING = z.strictObject({});
const DEFAULT_BODY_BYTES = 64 * 1024;

/** One row of the route table. The guard's `pass` is what the handler gets: no handler runs without its guard. */
export function door<Pass>(
  methodAndPath: `${Method} /${string}`,
  row: {
    guard: Guard<Pass>;
    limit: Limit;
    handler: Handler<Pass>;
    csrf?: Route['csrf'];
    maxBodyBytes?: number;
    accepts?: readonly string[];
    /** A door that needs no field refuses every field, as the others refuse unknown ones (AP-2). */
    takes?: 'nothing';
  },
): Route {
  const [method, path] = methodAndPath.split(' ') as [Method, string];
  return {
    method,
    path,
    guardName: row.guard.name,
    limit: row.limit,
    csrf: row.csrf ?? 'same-origin',
    maxBodyBytes: row.maxBodyBytes ?? DEFAULT_BODY_BYTES,
    accepts: row.accepts ?? [],
    async answer(visit, explain): Promise<Answer> {
      const result = await row.guard.check(visit);
      const seen = result.visit ?? visit;
      if ('refusal' in result) return { reply: result.refusal, visit: seen };
      const given = row.takes === 'nothing' ? parseInput(NOTHING, seen.body, seen.locale) : null;
      if (given?.ok === false) return { reply: refuseInput(given.errors), visit: seen };
      // Also an error is shown to the viewer whom the guard let in, with the way out (SE-6).
      const reply = await row.handler(seen, result.pass).catch((error: unknown) => explain(error, seen));
      return { reply, visit: seen };
    },
  };
}

/** An open door says aloud why it is open. */
export function open(because: string): Guard<null> {
  const passed = Promise.resolve({ pass: null });
  return { name: `open: ${because}`, check: () => passed };
}
