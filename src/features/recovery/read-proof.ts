import { z } from 'zod';
import { type FieldError, parseInput, type Visit } from '../../foundations/http/index.ts';

type ReadProof<M> = { ok: true; method: M; secret: string } | { ok: false; errors: FieldError[] };

/** A method and its one field: `password`, or `code` for all others. The other field is refused (AP-2). */
export function readProof<M extends string>(visit: Visit, methods: readonly M[]): ReadProof<M> {
  const isPassword = visit.body.method === 'password';
  const shape = { method: z.enum(methods) };
  const parsed = isPassword
    ? parseInput(z.strictObject({ ...shape, password: z.string().min(1).max(1024) }), visit.body, visit.locale)
    : parseInput(z.strictObject({ ...shape, code: z.string().min(1).max(64) }), visit.body, visit.locale);
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  return { ok: true, method: value.method, secret: 'password' in value ? value.password : value.code };
}

/** What is wrong with the one secret of a form. */
export function secretError(errors: readonly FieldError[]): string | undefined {
  return errors.find(({ field }) => field === 'code' || field === 'password')?.message;
}
