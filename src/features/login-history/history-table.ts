import type { Database } from '../../foundations/database/index.ts';
import type { Place } from './cursor.ts';
import type { Outcome } from './login-event.ts';
import { SOURCES } from './login-event-table.ts';

export interface EventRow {
  id: string;
  at: Date;
  micros: number;
  kind: string;
  outcome: Outcome;
  cause: string | null;
  methods: string[];
  streak: number | null;
  attempts_since: Date | null;
  times: number;
  last_at: Date;
  address: string | null;
  prefix: string | null;
  country: string | null;
  network: string | null;
  browser: string | null;
  system: string | null;
  session_id: string | null;
  passkey_id: string | null;
  new_device: boolean | null;
  new_network: boolean | null;
}

interface SignInRow {
  at: Date;
  address: string;
  prefix: string;
  country: string | null;
  network: string | null;
  browser: string | null;
  system: string | null;
}

interface AccountSignInRow extends Omit<SignInRow, 'browser' | 'system'> {
  userId: string;
  times: number;
}

export interface Attempt {
  at: string;
  lastAt: string;
  times: number;
  cause: string;
  kind: string;
  address: string | null;
  prefix: string | null;
  country: string | null;
}

export interface RunRow {
  streak: number;
  total: number;
  addresses: string[];
  /** The latest of them. */
  latest: Attempt[];
}

export interface Filter {
  outcome: Outcome | null;
  from: Date | null;
  /** Exclusive. */
  to: Date | null;
}

const MOST_SHOWN = 20;
const COLUMNS = `id, at, (extract(epoch from at) * 1000000)::bigint as micros, kind, outcome, cause, methods, streak,
  attempts_since, times, last_at, address, prefix, country, network, browser, system, session_id, passkey_id, new_device, new_network`;

const PAGE = `
  select ${COLUMNS} from login_events
   where user_id = $1 and at < $2::timestamptz
     and (at, id) < ('epoch'::timestamptz + $3::bigint * interval '1 microsecond', $4::text)
     and at >= $5::timestamptz and ($6::text is null or outcome = $6)
   order by at desc, id desc limit $7`;

/** All runs of a page at once: how many tries, from where, and the latest of each. */
const RUNS = `
  with tries as (
    select *, row_number() over (partition by streak order by last_at desc, id desc) as place
      from login_events
     where user_id = $1 and streak = any($2::bigint[]) and outcome = 'failure' and at >= $3::timestamptz
  )
  select streak, sum(times) as total,
    ${SOURCES} as addresses,
    jsonb_agg(jsonb_build_object('at', at, 'lastAt', last_at, 'times', times, 'cause', cause, 'kind', kind,
      'address', address, 'prefix', prefix, 'country', country) order by place) filter (where place <= ${MOST_SHOWN}) as latest
    from tries group by streak`;

const LATEST = `
  select ${COLUMNS} from login_events
   where user_id = $1 and kind = 'sign-in' and outcome = 'success' order by at desc, id desc limit 2`;

const MOST_SIGN_INS = 1000;
const SIGN_INS = `
  select at, address, prefix, country, network, browser, system from login_events
   where user_id = $1 and kind = 'sign-in' and outcome = 'success' and at >= $2 and address is not null
   order by at desc, id desc limit ${MOST_SIGN_INS}`;

const MOST_ACCOUNT_ROWS = 20_000;
/**
 * One row for each member, address and week. Of people who are members, and only what concerns this account: sign-ins that
 * opened in it, and those of sessions that are in it now.
 */
const ACCOUNT_SIGN_INS = `
  select user_id as "userId", address, prefix, country, network, max(at) as at, count(*)::int as times
    from login_events
   where user_id = any($2::text[]) and kind = 'sign-in' and outcome = 'success' and at >= $3 and address is not null
     and (account_id = $1 or session_id in (select id from sessions where account_id = $1))
   group by user_id, address, prefix, country, network, floor(extract(epoch from ($4::timestamptz - at)) / 604800)
   order by max(at) desc limit ${MOST_ACCOUNT_ROWS}`;

const AFTER_ALL: Place = { micros: Number.MAX_SAFE_INTEGER, id: '' };
const EVER = new Date(0);
const NEVER = new Date('9999-01-01T00:00:00Z');
const CLOCK_MARGIN_MS = 24 * 3600 * 1000;

export function prepareHistory(database: Database) {
  const page = database.statement<EventRow>(PAGE);
  const runs = database.statement<RunRow>(RUNS);
  const latest = database.statement<EventRow>(LATEST);
  const signIns = database.statement<SignInRow>(SIGN_INS);
  const accountSignIns = database.statement<AccountSignInRow>(ACCOUNT_SIGN_INS);
  return {
    /** One user's events, newest first, after `place`. */
    findPage(userId: string, place: Place | null, { outcome, from, to }: Filter, limit: number) {
      const { micros, id } = place ?? AFTER_ALL;
      return page([userId, to ?? NEVER, micros, id, from ?? EVER, outcome, limit]);
    },
    /** The tries before these sign-ins, which are one user's. */
    async findRuns(userId: string, signIns: readonly EventRow[]): Promise<Map<number, RunRow>> {
      const streaks = signIns.flatMap(({ streak }) => (streak === null ? [] : [streak]));
      if (streaks.length === 0) return new Map();
      // Lets the database skip the months before; a sign-in that was the first has tries of any age.
      const since = Math.min(...signIns.map(({ attempts_since }) => attempts_since?.getTime() ?? CLOCK_MARGIN_MS));
      const rows = await runs([userId, streaks, new Date(since - CLOCK_MARGIN_MS)]);
      return new Map(rows.map((row) => [row.streak, row]));
    },
    /** Those whose address is still kept, the newest first. */
    findSignIns: (userId: string, since: Date): Promise<SignInRow[]> => signIns([userId, since]),
    findAccountSignIns: (accountId: string, userIds: readonly string[], since: Date, now: Date) =>
      accountSignIns([accountId, userIds, since, now]),
    /** The newest and the one before it. */
    findLatestSignIns: (userId: string): Promise<EventRow[]> => latest([userId]),
  };
}
