import { z } from 'zod';
import { type FieldError, parseInput, type Visit } from '../../foundations/http/index.ts';
import {
  type AssertionCredential,
  assertionSchema,
  type RegistrationCredential,
  registrationSchema,
} from './credential.ts';

/** What a form of ours sends beside the credential, which it holds as text. */
export interface FormFields {
  keep: boolean;
  next: string | undefined;
  resume: string | undefined;
}

type Read<T> = { ok: true; credential: T; form: FormFields } | { ok: false; errors: FieldError[] };

const formSchema = z.strictObject({
  credential: z
    .string()
    .min(1)
    .max(48 * 1024),
  keep: z.union([z.boolean(), z.literal('on').transform(() => true)]).default(false),
  next: z.string().optional(),
  resume: z.string().optional(),
  username: z.string().optional(),
  /** Told with the request for options. */
  name: z.string().optional(),
});

/** The bare credential, as a program sends it, or a form of ours with the credential as one of its fields. */
function readCredential<T>(visit: Visit, schema: z.ZodType<T>): Read<T> {
  const { body, locale } = visit;
  if (!('credential' in body)) {
    const parsed = parseInput(schema, body, locale);
    const form = { keep: false, next: undefined, resume: undefined };
    return parsed.ok ? { ok: true, credential: parsed.value, form } : { ok: false, errors: parsed.errors };
  }
  const parsed = parseInput(formSchema, body, locale);
  if (!parsed.ok) return { ok: false, errors: parsed.errors };
  const { credential: text, keep, next, resume } = parsed.value;
  const inner = parseInput(z.strictObject({ credential: schema }), { credential: fromText(text) }, locale);
  if (!inner.ok) return { ok: false, errors: inner.errors.map((error) => ({ ...error, field: 'credential' })) };
  return { ok: true, credential: inner.value.credential, form: { keep, next, resume } };
}

export const readAssertion = (visit: Visit): Read<AssertionCredential> => readCredential(visit, assertionSchema);
export const readRegistration = (visit: Visit): Read<RegistrationCredential> =>
  readCredential(visit, registrationSchema);

/** From another room's form or JSON: an object, or its text. null: it is no assertion. */
export function parseAssertion(given: unknown): AssertionCredential | null {
  const parsed = assertionSchema.safeParse(typeof given === 'string' ? fromText(given) : given);
  return parsed.success ? parsed.data : null;
}

function fromText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
