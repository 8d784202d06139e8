import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Outcome } from './login-event.ts';

/** The columns that every event has. */
export interface EventColumns {
  id: string;
  at: Date;
  userId: string | null;
  accountId: string | null;
  kind: string;
  outcome: Outcome;
  cause: string | null;
  methods: readonly string[];
  address: string | null;
  prefix: string;
  country: string | null;
  network: string | null;
  browser: string | null;
  system: string | null;
  deviceId: string | null;
  sessionId: string | null;
}

const COLUMNS = `id, at, last_at, user_id, account_id, kind, outcome, cause, methods,
  address, prefix, country, network, browser, system, device_id, session_id`;
/** As `valuesOf` gives them. `at` is where the row is to stand in time, if not at its own. */
const values = (at = '$2::timestamptz') => `
  $1::text, ${at}, greatest($2::timestamptz, ${at}), $3::text, $4::text, $5::text, $6::text, $7::text, $8::text[],
  $9::text, $10::text, $11::text, $12::text, $13::text, $14::text, $15::text, $16::text`;

function valuesOf(event: EventColumns): unknown[] {
  const { id, at, userId, accountId, kind, outcome, cause, methods } = event;
  const { address, prefix, country, network, browser, system, deviceId, sessionId } = event;
  const what = [id, at, userId, accountId, kind, outcome, cause, methods];
  return [...what, address, prefix, country, network, browser, system, deviceId, sessionId];
}

const MOST_SOURCES = 100;
/** Where tries came from, each once: the address, else the prefix. */
export const SOURCES = `coalesce((array_agg(distinct coalesce(address, prefix))
  filter (where coalesce(address, prefix) is not null))[1:${MOST_SOURCES}], '{}')`;

/**
 * The user's open run, locked until the transaction ends: a sign-in that is just taking it waits for this try, or this
 * try waits and then belongs to the next run. So no try is lost between two counts, not even a user's first.
 */
const OPEN_RUN = `run as (
    insert into login_streaks (user_id) values ($3::text)
    on conflict (user_id) do update set streak = login_streaks.streak
    returning streak, last_success_at)`;

const INSERT = `insert into login_events (${COLUMNS}) values (${values()})`;
const INSERT_ATTEMPT = `
  with ${OPEN_RUN} insert into login_events (${COLUMNS}, streak) select ${values()}, run.streak from run`;

/** Sources that differ leave a blank: the row then stands for several. */
const same = (column: string) =>
  `${column} = case when login_events.${column} = excluded.${column} then login_events.${column} end`;
const GATHER = `
  on conflict (at, user_id, streak, kind, cause, slot) where slot is not null do update set
    times = login_events.times + excluded.times, last_at = greatest(login_events.last_at, excluded.last_at),
    ${['address', 'prefix', 'country', 'network', 'browser', 'system', 'device_id'].map(same).join(', ')}`;
/** $17 is the hour, $18 the slot, $19 how many. A row begins with its hour, or after the last sign-in if that is younger. */
const IN_RUN = `greatest($17::timestamptz, run.last_success_at + interval '1 millisecond')`;
const GATHER_ATTEMPT = `
  with ${OPEN_RUN} insert into login_events (${COLUMNS}, streak, slot, times)
  select ${values(IN_RUN)}, run.streak, $18::smallint, $19::int from run ${GATHER}`;
const GATHER_STRANGER = `
  insert into login_events (${COLUMNS}, slot, times)
  values (${values('$17::timestamptz')}, $18::smallint, $19::int) ${GATHER}`;

export function prepareInserts(database: Database) {
  const event = database.statement(INSERT);
  const attempt = database.statement(INSERT_ATTEMPT);
  const gatherAttempt = database.statement(GATHER_ATTEMPT);
  const gatherStranger = database.statement(GATHER_STRANGER);
  return {
    insertEvent: (db: Queries, row: EventColumns) => event(valuesOf(row), db),
    insertAttempt: (db: Queries, row: EventColumns) => attempt(valuesOf(row), db),
    gather(db: Queries, row: EventColumns, hour: Date, { slot, times }: { slot: number; times: number }) {
      const statement = row.userId === null ? gatherStranger : gatherAttempt;
      return statement([...valuesOf(row), hour, slot, times], db);
    },
  };
}
