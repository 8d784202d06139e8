import { z } from 'zod';
import { type FieldError, parseInput, type Visit } from '../../foundations/http/index.ts';
import type { AssertionCredential } from '../passkeys/index.ts';
import { words } from './words.ts';

/** One proof as it was given: a secret, or what a passkey signed. */
export type Given<M> =
  | { method: Exclude<M, 'passkey'>; secret: string }
  | { method: 'passkey'; credential: AssertionCredential };

type ReadProof<M> = { ok: true; given: Given<M> } | { ok: false; errors: FieldError[] };

/** null: it is no answer of a passkey. */
export type ParseAssertion = (given: unknown) => AssertionCredential | null;

/**
 * A method and its one field: `password`, `credential` (an object or its text), or `code` for all others. Another field is
 * refused (AP-2).
 */
export function readProof<M extends string>(
  visit: Visit,
  methods: readonly M[],
  parseAssertion: ParseAssertion,
): ReadProof<M> {
  if (visit.body.method === 'passkey') return readPasskey(visit, parseAssertion);
  const isPassword = visit.body.method === 'password';
  const shape = { method: z.enum(methods) };
  const parsed = isPassword
    ? parseInput(z.strictObject({ ...shape, password: z.string().min(1).max(1024) }), visit.body, visit.locale)
    : parseInput(z.strictObject({ ...shape, code: z.string().min(1).max(64) }), visit.body, visit.locale);
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  const method = value.method as Exclude<M, 'passkey'>;
  return { ok: true, given: { method, secret: 'password' in value ? value.password : value.code } };
}

const text = z
  .string()
  .min(1)
  .max(48 * 1024);
const passkeyInput = z.strictObject({
  method: z.literal('passkey'),
  credential: z.union([text, z.looseObject({})]),
});

function readPasskey<M>(visit: Visit, parseAssertion: ParseAssertion): ReadProof<M> {
  const parsed = parseInput(passkeyInput, visit.body, visit.locale);
  if (!parsed.ok) return parsed;
  const credential = parseAssertion(parsed.value.credential);
  if (credential !== null) return { ok: true, given: { method: 'passkey', credential } };
  const message = words(visit.locale)('wrong-passkey');
  return { ok: false, errors: [{ field: 'credential', code: 'invalid', message }] };
}

/** What is wrong with the one secret of a form. */
export function secretError(errors: readonly FieldError[]): string | undefined {
  return errors.find(({ field }) => field === 'code' || field === 'password' || field === 'credential')?.message;
}
