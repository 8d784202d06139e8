import { isRangeProblem, parseRange } from '../../foundations/client-address/index.ts';
import { LONGEST_LABEL } from './address-list.ts';

/** An entry as somebody typed it. */
export interface TypedEntry {
  range: string;
  label: string;
  /** A calendar day, the last on which it counts; empty: it stays. */
  until: string;
}

export interface ReadEntry {
  range: string;
  label: string;
  until: string;
  endsAt: Date | null;
}

export type EntryProblem =
  | { field: 'range'; code: 'not-an-address' | 'prefix-too-long' | 'mixed-families' | 'twice' }
  | { field: 'range'; code: 'host-bits' | 'reversed'; suggestion: string }
  | { field: 'label'; code: 'too-long' | 'label-invalid' }
  | { field: 'until'; code: 'day-invalid' | 'day-past' };

export type ReadResult =
  | { ok: true; entries: ReadEntry[] }
  | { ok: false; problems: (EntryProblem & { entry: number })[] };

/** Whose days, and from when on. `dayAfter`: the instant at which the day after a calendar day begins there; null: no such day. */
export interface Days {
  now: Date;
  dayAfter(day: string): Date | null;
}

/** Control and direction characters would let a label look like something else. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Reads a whole list strictly (IP-4): every problem at its entry, nothing changed silently. */
export function readEntries(typed: readonly TypedEntry[], days: Days): ReadResult {
  const entries: ReadEntry[] = [];
  const problems: (EntryProblem & { entry: number })[] = [];
  const seen = new Set<string>();
  for (const [entry, { range, label, until }] of typed.entries()) {
    const parsed = readRange(range, seen);
    const labelProblem = problemOfLabel(label);
    const end = readEnd(until.trim(), days);
    const found = [parsed, labelProblem, end].flatMap((part) => (part !== null && 'code' in part ? [part] : []));
    problems.push(...found.map((problem) => ({ ...problem, entry })));
    if ('range' in parsed && 'endsAt' in end) {
      seen.add(parsed.range);
      entries.push({ range: parsed.range, label: label.trim(), until: until.trim(), endsAt: end.endsAt });
    }
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, entries };
}

function readRange(text: string, seen: ReadonlySet<string>): { range: string } | EntryProblem {
  const parsed = parseRange(text);
  if (!isRangeProblem(parsed)) {
    return seen.has(parsed.text) ? { field: 'range', code: 'twice' } : { range: parsed.text };
  }
  const { problem, suggestion = '' } = parsed;
  if (problem === 'host-bits' || problem === 'reversed') return { field: 'range', code: problem, suggestion };
  return { field: 'range', code: problem };
}

function problemOfLabel(label: string): EntryProblem | null {
  const text = label.trim();
  if (text.length > LONGEST_LABEL) return { field: 'label', code: 'too-long' };
  return UNPRINTABLE.test(text) ? { field: 'label', code: 'label-invalid' } : null;
}

function readEnd(day: string, { now, dayAfter }: Days): { endsAt: Date | null } | EntryProblem {
  if (day === '') return { endsAt: null };
  const endsAt = dayAfter(day);
  if (endsAt === null) return { field: 'until', code: 'day-invalid' };
  return endsAt <= now ? { field: 'until', code: 'day-past' } : { endsAt };
}

/** As it was typed: an entry ends when the day after its last one begins. Empty: it stays. */
export function lastDay(timeZone: string, endsAt: Date | null): string {
  if (endsAt === null) return '';
  const day = { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-CA', day).format(new Date(endsAt.getTime() - 1));
}
