import type { Database, Queries } from '../../foundations/database/index.ts';
import { type EventColumns, SOURCES } from './login-event-table.ts';

/** A clock of another node may be behind the one that wrote the last sign-in. */
const CLOCK_MARGIN = `interval '1 day'`;

/** Takes the open run: from here on tries belong to the next one, and those before are committed. */
const TAKE_RUN = `
  insert into login_streaks (user_id, streak, last_success_at) values ($1, 2, $2)
  on conflict (user_id) do update set streak = login_streaks.streak + 1,
    previous_success_at = login_streaks.last_success_at,
    last_success_at = greatest(login_streaks.last_success_at, excluded.last_success_at)
  returning streak - 1 as run, previous_success_at`;

/** A statement of its own, after the run was taken: only so does it see every try of it. */
const CLOSE_RUN = `
  with known as (
    select exists (select from login_networks where user_id = $3::text and prefix = $8::text) as network
  ), visited as (
    insert into login_networks (user_id, prefix, last_at) select $3::text, $8::text, $2::timestamptz
    where $7::text is not null
    on conflict (user_id, prefix) do update set last_at = greatest(login_networks.last_at, excluded.last_at)
  ), event as (
    insert into login_events (outcome, id, at, last_at, user_id, account_id, kind, methods, address, prefix, country,
      network, browser, system, device_id, session_id, streak, attempts_since, new_device, passkey_id, new_network)
    select 'success', $1::text, $2::timestamptz, $2::timestamptz, $3::text, $4::text, $5::text, $6::text[], $7::text,
      $8::text, $9::text, $10::text, $11::text, $12::text, $13::text, $14::text, $15::bigint, $16::timestamptz,
      $17::boolean, $18::text, not known.network from known
  )
  select (select network from known) as known_network, coalesce(sum(times), 0) as attempts, ${SOURCES} as addresses
    from login_events
   where user_id = $3::text and streak = $15::bigint and outcome = 'failure'
     and at >= coalesce($16::timestamptz - ${CLOCK_MARGIN}, '-infinity')`;

export async function hasNetwork(db: Queries, userId: string, prefix: string): Promise<boolean> {
  const found = await db
    .withTables<{ login_networks: { user_id: string; prefix: string } }>()
    .selectFrom('login_networks')
    .select('prefix')
    .where('user_id', '=', userId)
    .where('prefix', '=', prefix)
    .executeTakeFirst();
  return found !== undefined;
}

/** When each of many signed in last; who never did is not in it. */
export async function lastSignInsOf(db: Queries, userIds: readonly string[]): Promise<Map<string, Date>> {
  const rows = await db
    .withTables<{ login_streaks: { user_id: string; last_success_at: Date | null } }>()
    .selectFrom('login_streaks')
    .select(['user_id', 'last_success_at'])
    .where('user_id', 'in', userIds.length === 0 ? [''] : userIds)
    .execute();
  return new Map(rows.flatMap(({ user_id, last_success_at: at }) => (at === null ? [] : [[user_id, at] as const])));
}

export interface ClosedRun {
  previousSuccessAt: Date | null;
  knownNetwork: boolean;
  attempts: number;
  addresses: string[];
}

/** Writes a sign-in and closes the run of tries before it, exactly, in two statements. */
export function prepareSignIn(database: Database) {
  const takeRun = database.statement<{ run: number; previous_success_at: Date | null }>(TAKE_RUN);
  const closeRun = database.statement<{ known_network: boolean; attempts: number; addresses: string[] }>(CLOSE_RUN);

  return async (
    tx: Queries,
    event: EventColumns & { userId: string; newDevice: boolean; passkeyId: string | null },
  ): Promise<ClosedRun> => {
    const [taken] = await takeRun([event.userId, event.at], tx);
    if (!taken) throw new Error('a run of tries could not be taken');
    const { id, at, userId, accountId, kind, methods, address, prefix, country, network, browser, system } = event;
    const what = [id, at, userId, accountId, kind, methods, address, prefix, country, network, browser, system];
    const own = [event.deviceId, event.sessionId, taken.run, taken.previous_success_at, event.newDevice];
    const [closed] = await closeRun([...what, ...own, event.passkeyId], tx);
    if (!closed) throw new Error('a run of tries could not be closed');
    return {
      previousSuccessAt: taken.previous_success_at,
      knownNetwork: closed.known_network,
      attempts: closed.attempts,
      addresses: closed.addresses,
    };
  };
}
