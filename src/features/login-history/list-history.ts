import { type Place, writeCursor } from './cursor.ts';
import type { Attempt, EventRow, Filter, prepareHistory } from './history-table.ts';

export interface HistoryEntry {
  id: string;
  at: Date;
  kind: string;
  outcome: 'success' | 'failure';
  cause: string | null;
  methods: string[];
  address: string | null;
  prefix: string | null;
  place: { country: string | null; network: string | null };
  client: { browser: string | null; system: string | null };
  /** More than 1: gathered, the last of them at `lastAt`. */
  times: number;
  lastAt: Date;
  sessionId: string | null;
  newDevice: boolean;
  newNetwork: boolean;
  /** Of a sign-in: the failed tries since the one before. */
  attemptsBefore: number;
  attemptAddresses: string[];
  attempts: Attempt[];
}

export interface HistoryPage {
  events: HistoryEntry[];
  /** null: there is nothing older. */
  next: string | null;
}

export interface HistoryQuery extends Filter {
  userId: string;
  place: Place | null;
  limit: number;
}

/** One page of one user's history, newest first, each sign-in with the tries before it; two queries, never more. */
export function createListHistory(table: ReturnType<typeof prepareHistory>) {
  return async ({ userId, place, limit, ...filter }: HistoryQuery): Promise<HistoryPage> => {
    const rows = await table.findPage(userId, place, filter, limit + 1);
    const shown = rows.slice(0, limit);
    const runs = await table.findRuns(userId, shown.filter(isSignIn));
    const last = shown.at(-1);
    return {
      events: shown.map((row) => entryOf(row, isSignIn(row) ? runs.get(row.streak ?? 0) : undefined)),
      next: rows.length > limit && last ? writeCursor(last) : null,
    };
  };
}

export function isSignIn({ kind, outcome }: Pick<EventRow, 'kind' | 'outcome'>): boolean {
  return kind === 'sign-in' && outcome === 'success';
}

function entryOf(row: EventRow, run?: { total: number; addresses: string[]; latest: Attempt[] }): HistoryEntry {
  const { id, at, kind, outcome, cause, methods, address, prefix, country, network, browser, system, times } = row;
  return {
    id,
    at,
    kind,
    outcome,
    cause,
    methods,
    address,
    prefix,
    place: { country, network },
    client: { browser, system },
    times,
    lastAt: row.last_at,
    sessionId: row.session_id,
    newDevice: row.new_device ?? false,
    newNetwork: row.new_network ?? false,
    attemptsBefore: run?.total ?? 0,
    attemptAddresses: run?.addresses ?? [],
    attempts: run?.latest ?? [],
  };
}
