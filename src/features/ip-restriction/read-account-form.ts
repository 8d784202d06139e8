import { z } from 'zod';
import { type FieldError, parseInput, type Visit } from '../../foundations/http/index.ts';
import { MOST_ENTRIES } from './address-list.ts';
import { type Days, type ReadEntry, readEntries, type TypedEntry } from './read-entries.ts';
import { readLines, writeLines } from './read-lines.ts';
import { entryList, flag, LONGEST_FIELD, messageOf } from './read-list-form.ts';
import { type T, words } from './words.ts';

const LONGEST_TEXT = 1_500_000;
const input = z.strictObject({
  entries: entryList.optional(),
  /** Many at once: one line each. */
  lines: z.string().max(LONGEST_TEXT).optional(),
  /** The list that was checked last, by its id. */
  list: z.string().max(60).optional(),
  /** One more, from fields of its own. */
  range: z.string().max(LONGEST_FIELD).default(''),
  label: z.string().max(LONGEST_FIELD).default(''),
  until: z.string().max(LONGEST_FIELD).default(''),
  confirmLockout: flag,
});

export interface AccountListForm {
  /** null: the list is named by its id alone. */
  entries: ReadEntry[] | null;
  list: string | null;
  confirmLockout: boolean;
}

export type AccountFormErrors = { ok: false; lines: string; errors: FieldError[] };

/** Nobody reads more of them at once. */
const MOST_ERRORS = 100;
const SHOWN_ERRORS = 5;

/**
 * A list as entries, as lines of text, or by the id of what was checked; in each case one more range can come with it.
 * `draftOf` finds the entries behind an id; null: another list has been checked since.
 */
export async function readAccountForm(
  visit: Visit,
  days: Days,
  draftOf: (list: string) => Promise<readonly TypedEntry[] | null>,
): Promise<{ ok: true; form: AccountListForm } | AccountFormErrors | 'outdated'> {
  const t = words(visit.locale);
  const parsed = parseInput(input, visit.body, visit.locale);
  if (!parsed.ok) return { ok: false, lines: '', errors: parsed.errors };
  const { entries, lines, list, range, label, until, confirmLockout } = parsed.value;
  const isNamedAlone = list !== undefined && range.trim() === '' && entries === undefined && lines === undefined;
  if (isNamedAlone) return { ok: true, form: { entries: null, list, confirmLockout } };
  const kept = list === undefined ? [] : await draftOf(list);
  if (kept === null) return 'outdated';
  const more = range.trim() === '' ? [] : [{ range, label, until }];
  const typed = [...kept, ...(entries ?? []), ...readLines(lines ?? ''), ...more];
  const refuse = (errors: FieldError[]) => ({ ok: false, lines: lines ?? writeLines(typed), errors }) as const;
  if (typed.length === 0) return refuse([errorOfList(t, 'required')]);
  if (typed.length > MOST_ENTRIES.account) return refuse([errorOfList(t, 'too-many')]);
  const read = readEntries(typed, days);
  if (read.ok) return { ok: true, form: { entries: read.entries, list: null, confirmLockout } };
  const field = lines === undefined ? 'entries' : 'lines';
  const problems = read.problems.slice(0, MOST_ERRORS).map(({ entry, ...problem }) => ({
    field: `${field}.${entry}.${problem.field}`,
    code: problem.code,
    message: `${t('line', { number: entry + 1, text: typed[entry]?.range ?? '' })} ${messageOf(t, problem)}`,
  }));
  return refuse(problems);
}

/** What is wrong, in the words of the page: the first few lines. */
export function summaryOf(errors: readonly FieldError[], visit: Visit): string[] {
  const t = words(visit.locale);
  const more = errors.length - SHOWN_ERRORS;
  return [
    ...errors.slice(0, SHOWN_ERRORS).map(({ message }) => message),
    ...(more > 0 ? [t('lines-more', { count: more })] : []),
  ];
}

function errorOfList(t: T, code: 'required' | 'too-many'): FieldError {
  const message = code === 'required' ? t('team-required') : t('range-too-many', { most: MOST_ENTRIES.account });
  return { field: 'entries', code, message };
}
