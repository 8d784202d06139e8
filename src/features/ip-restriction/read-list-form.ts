import { z } from 'zod';
import { type FieldError, parseInput, type Visit } from '../../foundations/http/index.ts';
import { LONGEST_LABEL, MOST_ENTRIES } from './address-list.ts';
import { EXAMPLES } from './paths.ts';
import { type Days, type EntryProblem, type ReadEntry, readEntries, type TypedEntry } from './read-entries.ts';
import { type T, words } from './words.ts';

export const LONGEST_FIELD = 200;
export const flag = z.union([z.boolean(), z.literal('on').transform(() => true)]).default(false);
export const entryList = z.array(
  z.strictObject({
    range: z.string().max(LONGEST_FIELD),
    label: z.string().max(LONGEST_FIELD).default(''),
    until: z.string().max(LONGEST_FIELD).default(''),
  }),
);
const input = z.strictObject({
  entries: entryList,
  /** One more range, by a button of the page. */
  add: z.string().max(LONGEST_FIELD).optional(),
  confirmLockout: flag,
  watch: flag,
});

export interface ListForm {
  /** As typed, to be shown again. */
  typed: TypedEntry[];
  entries: ReadEntry[];
  confirmLockout: boolean;
  watch: boolean;
}

/** The JSON face names entries in a list; a form in numbered fields, of which those without an address are left out. */
export function readListForm(
  visit: Visit,
  days: Days,
): { ok: true; form: ListForm } | { ok: false; typed: TypedEntry[]; errors: FieldError[] } {
  const t = words(visit.locale);
  const body = 'entries' in visit.body ? visit.body : fromNumberedFields(visit.body);
  const parsed = parseInput(input, body, visit.locale);
  if (!parsed.ok) return { ok: false, typed: [], errors: parsed.errors };
  const { entries, add, confirmLockout, watch } = parsed.value;
  const typed =
    add && entries.every(({ range }) => range !== add) ? [...entries, { range: add, label: '', until: '' }] : entries;
  if (typed.length === 0) return { ok: false, typed, errors: [errorOfList(t, 'required')] };
  if (typed.length > MOST_ENTRIES.user) return { ok: false, typed: [], errors: [errorOfList(t, 'too-many')] };
  const read = readEntries(typed, days);
  if (read.ok) return { ok: true, form: { typed, entries: read.entries, confirmLockout, watch } };
  const errors = read.problems.map(({ entry, ...problem }) => ({
    field: `entries.${entry}.${problem.field}`,
    code: problem.code,
    message: messageOf(t, problem),
  }));
  return { ok: false, typed, errors };
}

function fromNumberedFields(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const rows = new Map<number, Record<string, unknown>>();
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    const [, field, number] = /^(range|label|until)-(\d{1,4})$/.exec(name) ?? [];
    if (field === undefined) rest[name] = value;
    else rows.set(Number(number), { ...rows.get(Number(number)), [field]: value });
  }
  const inOrder = [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
  const entries = inOrder.filter(({ range }) => typeof range !== 'string' || range.trim() !== '');
  return { ...rest, entries: entries.filter((row) => 'range' in row) };
}

function errorOfList(t: T, code: 'required' | 'too-many'): FieldError {
  return { field: 'entries', code, message: t(`range-${code}`, { most: MOST_ENTRIES.user }) };
}

export function messageOf(t: T, problem: EntryProblem): string {
  switch (problem.field) {
    case 'range':
      return t(`range-${problem.code}`, {
        ...EXAMPLES,
        ...('suggestion' in problem ? { suggestion: problem.suggestion } : {}),
      });
    case 'label':
      return t(`label-${problem.code}`, { most: LONGEST_LABEL });
    case 'until':
      return t(`until-${problem.code}`);
  }
}
