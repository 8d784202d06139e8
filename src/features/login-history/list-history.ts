import type { Locale } from '../../foundations/i18n/index.ts';
import { type Place, writeCursor } from './cursor.ts';
import type { Attempt, EventRow, Filter, prepareHistory } from './history-table.ts';

/** As it is called today. */
export interface UsedPasskey {
  id: string;
  /** null: it was removed so long ago that nobody knows. */
  name: string | null;
  removed: boolean;
}

export type PasskeyNames = (
  userId: string,
  locale: Locale,
) => Promise<ReadonlyMap<string, { name: string; removed: boolean }>>;

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
  /** Of a sign-in with one, or with one beside the password. */
  passkey: UsedPasskey | null;
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
  /** Of the reader: passkeys may be named after what they are. */
  locale: Locale;
}

/** One page of one user's history, newest first, each sign-in with the tries before it; three queries, never more. */
export function createListHistory(table: ReturnType<typeof prepareHistory>, passkeyNames: PasskeyNames) {
  return async ({ userId, place, limit, locale, ...filter }: HistoryQuery): Promise<HistoryPage> => {
    const rows = await table.findPage(userId, place, filter, limit + 1);
    const shown = rows.slice(0, limit);
    const runs = await table.findRuns(userId, shown.filter(isSignIn));
    const hasPasskeys = shown.some(({ passkey_id }) => passkey_id !== null);
    const names = hasPasskeys ? await passkeyNames(userId, locale) : new Map();
    const named = (id: string | null) => (id === null ? null : { id, name: null, removed: true, ...names.get(id) });
    const last = shown.at(-1);
    return {
      events: shown.map((row) => ({
        ...entryOf(row, isSignIn(row) ? runs.get(row.streak ?? 0) : undefined),
        passkey: named(row.passkey_id),
      })),
      next: rows.length > limit && last ? writeCursor(last) : null,
    };
  };
}

export function isSignIn({ kind, outcome }: Pick<EventRow, 'kind' | 'outcome'>): boolean {
  return kind === 'sign-in' && outcome === 'success';
}

function entryOf(
  row: EventRow,
  run?: { total: number; addresses: string[]; latest: Attempt[] },
): Omit<HistoryEntry, 'passkey'> {
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
