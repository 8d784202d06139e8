import type { z } from 'zod';
import { defineWords, type Locale } from '../i18n/index.ts';
import en from './messages.en.json' with { type: 'json' };
import fr from './messages.fr.json' with { type: 'json' };
import type { FieldError } from './problem.ts';

const words = defineWords({ en, fr });

export type Parsed<T> = { ok: true; value: T } | { ok: false; errors: FieldError[] };

/**
 * Checks a body or query against a strict schema. A problem is named at its field, with a stable code and words
 * that help (AX-3). Unknown fields are refused (AP-2). A schema may give its own code with `{ error: 'code' }` and
 * the caller its words.
 */
export function parseInput<T>(
  schema: z.ZodType<T>,
  input: Readonly<Record<string, unknown>>,
  locale: Locale,
  wordsFor: (code: string) => string | undefined = () => undefined,
): Parsed<T> {
  const { form_token: _, ...fields } = input;
  const result = schema.safeParse(fields);
  if (result.success) return { ok: true, value: result.data };
  const t = words(locale);
  const seen = new Set<string>();
  const errors: FieldError[] = [];
  for (const issue of result.error.issues) {
    for (const { field, code } of fieldsOf(issue, fields)) {
      if (seen.has(field)) continue;
      seen.add(field);
      errors.push({ field, code, message: wordsFor(code) ?? t(isKnown(code) ? `field-${code}` : 'field-invalid') });
    }
  }
  return { ok: false, errors };
}

const KNOWN = ['required', 'unknown', 'too-long', 'invalid'] as const;
function isKnown(code: string): code is (typeof KNOWN)[number] {
  return KNOWN.some((known) => known === code);
}

function fieldsOf(issue: z.core.$ZodIssue, input: Record<string, unknown>): { field: string; code: string }[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((field) => ({ field, code: 'unknown' }));
  const field = issue.path.map(String).join('.');
  const given = input[String(issue.path[0])];
  if (given === undefined || given === '') return [{ field, code: 'required' }];
  if (issue.code === 'too_big') return [{ field, code: 'too-long' }];
  return [{ field, code: /^[a-z-]+$/.test(issue.message) ? issue.message : 'invalid' }];
}
