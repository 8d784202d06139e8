import { z } from 'zod';
import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import { type FieldError, type Handler, parseInput, refuseInput, type Visit } from '../../foundations/http/index.ts';
import { actingOf, type SignedInMember } from './acting.ts';
import { ACTIVITY_KINDS } from './activity.ts';
import { activityPage, type TypedActivityFilter } from './activity-page.tsx';
import { type ActivityFilter, listActivity } from './activity-table.ts';
import type { CommitAccountChange } from './commit-account-change.ts';
import { activityJson, exportActivity } from './export-activity.ts';
import type { NoteView } from './note-view.ts';
import type { ReadDay } from './read-day.ts';
import { words } from './words.ts';

const PAGE_SIZE = 25;

/** A form sends every field, also the empty ones. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const filterFields = {
  kind: optional(z.enum(ACTIVITY_KINDS)),
  // PostgreSQL cannot look for a NUL.
  who: optional(
    z
      .string()
      .max(320)
      .refine((text) => !text.includes('\0')),
  ),
  from: optional(z.string().max(40)),
  to: optional(z.string().max(40)),
};
const query = z.strictObject({ ...filterFields, cursor: optional(z.string().regex(/^\d{1,15}$/)) });
const exportInput = z.strictObject({ ...filterFields, format: z.enum(['csv', 'json']) });

interface Deps {
  queries: Queries;
  clock: Clock;
  noteView: NoteView;
  commitAccountChange: CommitAccountChange;
  readDay: ReadDay;
  nextDay(day: string): string;
  retentionDays: number;
}

export function createActivityRoutes(deps: Deps) {
  const { queries, noteView, commitAccountChange, readDay, nextDay, retentionDays } = deps;

  function readFilter(
    { kind = null, who, from, to }: { kind?: ActivityFilter['kind'] | undefined } & Omit<TypedActivityFilter, 'kind'>,
    visit: Visit,
  ): { filter: ActivityFilter } | { errors: FieldError[] } {
    const message = words(visit.locale)('day-invalid');
    const start = readDay(from, visit.timeZone);
    // A day includes its evening.
    const isDay = to !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(to) && readDay(to, visit.timeZone) !== 'invalid';
    const end = readDay(isDay ? nextDay(to) : to, visit.timeZone);
    const errors: FieldError[] = [];
    if (start === 'invalid') errors.push({ field: 'from', code: 'invalid', message });
    if (end === 'invalid') errors.push({ field: 'to', code: 'invalid', message });
    if (start === 'invalid' || end === 'invalid') return { errors };
    return { filter: { kind, who: who?.trim().toLowerCase() || null, from: start, to: end } };
  }

  const show: Handler<SignedInMember> = async (visit, session) => {
    const parsed = parseInput(query, visit.query, visit.locale);
    const typed = typedFilter(visit);
    const page = (rows: Parameters<typeof activityPage>[1]['rows'], next: string | null, errors?: FieldError[]) =>
      activityPage(visit, {
        rows,
        next,
        typed,
        accountName: session.account.name,
        isLater: visit.query.cursor !== undefined,
        retentionDays,
        ...(errors ? { errors } : {}),
      });
    if (!parsed.ok) return refuseInput(parsed.errors, page([], null, parsed.errors));
    const read = readFilter(parsed.value, visit);
    if ('errors' in read) return refuseInput(read.errors, page([], null, read.errors));
    const { cursor } = parsed.value;
    const before = cursor === undefined ? null : Number(cursor);
    const found = await listActivity(queries, session.account.id, read.filter, before, PAGE_SIZE + 1);
    const rows = found.slice(0, PAGE_SIZE);
    if (rows.some(({ actor_user_id }) => actor_user_id !== null && actor_user_id !== session.userId)) {
      await noteView(actingOf(visit, session), 'activity-viewed', session.account.name);
    }
    const next = found.length > PAGE_SIZE ? String(rows.at(-1)?.seq) : null;
    return { kind: 'page', page: page(rows, next), json: { events: rows.map(activityJson), next } };
  };

  /** A file with what everybody did is worth a fresh proof (SU-1), and is itself noted. */
  const download: Handler<SignedInMember> = async (visit, session) => {
    const parsed = parseInput(exportInput, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors);
    const { format } = parsed.value;
    const read = readFilter(parsed.value, visit);
    if ('errors' in read) return refuseInput(read.errors);
    const { id, name } = session.account;
    const acting = actingOf(visit, session);
    const after = { format };
    await commitAccountChange(queries, {
      account: { id, name },
      kind: 'activity-exported',
      acting,
      after,
      tellOwners: false,
    });
    const body = await exportActivity(queries, id, read.filter, format);
    const contentType = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8';
    const headers = { 'content-disposition': `attachment; filename="activity.${format}"` };
    return { kind: 'file', contentType, body, headers };
  };

  return { show, download };
}

function typedFilter({ query: { kind, who, from, to } }: Visit): TypedActivityFilter {
  return { kind: kind || undefined, who: who || undefined, from: from || undefined, to: to || undefined };
}
