import { z } from 'zod';
import { type FieldError, type Handler, parseInput, refuseInput, type Visit } from '../../foundations/http/index.ts';
import { readCursor } from './cursor.ts';
import { nextDay, startOfDay } from './day.ts';
import { exportHistory } from './export-history.ts';
import type { TypedFilter } from './history-filter.tsx';
import type { HistoryEntry, HistoryPage, HistoryQuery } from './list-history.ts';
import { loginHistoryPage } from './login-history-page.tsx';
import { words } from './words.ts';

const PAGE_SIZE = 25;

/** A form sends every field, also the empty ones. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const filter = z.strictObject({
  outcome: optional(z.enum(['success', 'failure'])),
  from: optional(z.string().max(40)),
  to: optional(z.string().max(40)),
});
const input = filter.extend({ cursor: optional(z.string().max(200)) });

export interface LoginHistoryRoutes {
  show: Handler<{ userId: string }>;
  download: Handler<Reader>;
}

/** What the pages need of the session. */
interface Reader {
  userId: string;
  id: string;
  methods: readonly string[];
}

interface Deps {
  list(query: HistoryQuery): Promise<HistoryPage>;
  /** In the history itself: whoever took a copy is seen. */
  noteExport(visit: Visit, reader: Reader): Promise<void>;
  retentionDays: number;
}

export function createLoginHistoryRoutes({ list, noteExport, retentionDays }: Deps): LoginHistoryRoutes {
  /** The signed-in user's own history; nothing in the address can name another's. */
  const show: Handler<{ userId: string }> = async (visit, { userId }) => {
    const typed = typedFilter(visit);
    const page = (history: HistoryPage, isLater: boolean, errors?: FieldError[]) =>
      loginHistoryPage(visit, { history, typed, isLater, retentionDays, ...(errors ? { errors } : {}) });
    const query = readQuery(visit, parseInput(input, visit.query, visit.locale));
    if ('errors' in query) return refuseInput(query.errors, page({ events: [], next: null }, false, query.errors));
    const { locale } = visit;
    const history = await list({ ...query, userId, limit: PAGE_SIZE, locale });
    const json = { events: history.events.map(jsonOf), next: history.next, retentionDays };
    return { kind: 'page', page: page(history, query.place !== null), json };
  };
  /** A copy of all addresses is worth a fresh proof (SU-1); the filter of the page holds for it, too. */
  const download: Handler<Reader> = async (visit, reader) => {
    const query = readQuery(visit, parseInput(filter, visit.body, visit.locale));
    if ('errors' in query) return refuseInput(query.errors);
    await noteExport(visit, reader);
    const { outcome, from, to } = query;
    const body = await exportHistory(
      list,
      { userId: reader.userId, outcome, from, to, locale: visit.locale },
      words(visit.locale),
    );
    const name = `login-history-${visit.now.toISOString().slice(0, 10)}.csv`;
    const headers = { 'content-disposition': `attachment; filename="${name}"` };
    return { kind: 'file', contentType: 'text/csv; charset=utf-8', body, headers };
  };

  return { show, download };
}

type ReadQuery = Omit<HistoryQuery, 'userId' | 'limit' | 'locale'>;

type Typed = z.output<typeof filter> & { cursor?: string | undefined };

function readQuery(
  visit: Visit,
  parsed: { ok: true; value: Typed } | { ok: false; errors: FieldError[] },
): ReadQuery | { errors: FieldError[] } {
  if (!parsed.ok) return { errors: parsed.errors };
  const t = words(visit.locale);
  const { cursor, outcome = null } = parsed.value;
  const place = cursor === undefined ? null : readCursor(cursor);
  const from = readInstant(parsed.value.from, visit.timeZone);
  const to = readInstant(parsed.value.to, visit.timeZone, true);
  const errors: FieldError[] = [];
  if (cursor !== undefined && place === null)
    errors.push({ field: 'cursor', code: 'invalid', message: t('cursor-invalid') });
  if (from === 'invalid') errors.push({ field: 'from', code: 'invalid', message: t('day-invalid') });
  if (to === 'invalid') errors.push({ field: 'to', code: 'invalid', message: t('day-invalid') });
  return errors.length > 0 || from === 'invalid' || to === 'invalid' ? { errors } : { place, outcome, from, to };
}

/** A day in the user's zone (`to` includes it), or an exact instant with its zone. */
function readInstant(text: string | undefined, timeZone: string, wholeDay = false): Date | null | 'invalid' {
  if (text === undefined) return null;
  const start = startOfDay(text, timeZone);
  if (start !== null) return wholeDay ? (startOfDay(nextDay(text), timeZone) ?? 'invalid') : start;
  return z.iso.datetime({ offset: true }).safeParse(text).success ? new Date(text) : 'invalid';
}

function typedFilter({ query }: Visit): TypedFilter {
  const given = (name: string) => (query[name] === '' ? undefined : query[name]);
  return { outcome: given('outcome'), from: given('from'), to: given('to') };
}

function jsonOf(entry: HistoryEntry) {
  return {
    id: entry.id,
    at: entry.at.toISOString(),
    kind: entry.kind,
    outcome: entry.outcome,
    cause: entry.cause,
    methods: entry.methods,
    passkey: entry.passkey,
    address: entry.address,
    place: entry.place,
    client: entry.client,
    attemptsBefore: entry.attemptsBefore,
    attemptAddresses: entry.attemptAddresses,
    sessionId: entry.sessionId,
    times: entry.times,
    lastAt: entry.lastAt.toISOString(),
  };
}
