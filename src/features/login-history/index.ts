import { type Clock, DAY } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { Jobs } from '../../foundations/jobs/index.ts';
import { createEventIds } from './event-id.ts';
import { type EventRow, prepareHistory } from './history-table.ts';
import { createKeepRetention } from './keep-retention.ts';
import { createListHistory, type PasskeyNames } from './list-history.ts';
import type { HistoryEvent } from './login-event.ts';
import { prepareInserts } from './login-event-table.ts';
import { createPartitions } from './partitions.ts';
import { createRecordEvent, type Origins } from './record-event.ts';
import { createRecordSignIn } from './record-sign-in.ts';
import { createLoginHistoryRoutes } from './routes.tsx';
import { hasNetwork, lastSignInsOf, prepareSignIn } from './sign-in-table.ts';

export { nextDay, startOfDay } from './day.ts';

interface Deps extends Origins {
  database: Database;
  clock: Clock;
  /** How long addresses are kept; pages say it (DP-1). */
  retentionDays: number;
  passkeyNames: PasskeyNames;
}

/** Every sign-in and the tries before it, for the user whose account it is; nobody edits it (LH-4). */
export function createLoginHistory(deps: Deps) {
  const { database, retentionDays } = deps;
  const partitions = createPartitions(deps);
  const table = prepareHistory(database);
  // One for both, so that a try and the sign-in after it stand in their order.
  const newEventId = createEventIds();
  const record = createRecordEvent({ ...deps, newEventId, partitions, inserts: prepareInserts(database) });
  const keepRetention = createKeepRetention({ ...deps, partitions });

  return {
    /** A failed sign-in, with its true cause. `aggregated`: gather it even if its cause alone would not. */
    recordAttempt(
      db: Queries,
      attempt: {
        userId: string | null;
        client: Client;
        method: string;
        cause: string;
        aggregated?: boolean;
        deviceId?: string | null;
        times?: number;
      },
    ): Promise<void> {
      const { method, aggregated = false, ...what } = attempt;
      const event = { ...what, kind: 'sign-in', outcome: 'failure' as const, methods: [method] };
      return record(db, event, { gathered: aggregated });
    },

    /** Any other act about a user's protection, or a failed try at one. */
    recordEvent: (db: Queries, event: HistoryEvent): Promise<void> => record(db, event),

    /** In the transaction that makes the session: closes the tries since the sign-in before, and counts them. */
    recordSignIn: createRecordSignIn({ ...deps, newEventId, partitions, insertSignIn: prepareSignIn(database) }),

    /** Whether the user has signed in from this prefix before. */
    knowsNetwork: (db: Queries, userId: string, prefix: string) => hasNetwork(db, userId, prefix),

    /** The newest sign-in, to be shown at the next look at the overview (NM-3). */
    async latestSignIn(userId: string) {
      const [row, before] = await table.findLatestSignIns(userId);
      if (row === undefined) return null;
      const run = (await table.findRuns(userId, [row])).get(row.streak ?? 0);
      return { ...whereFrom(row), attemptsBefore: run?.total ?? 0, before: before ? whereFrom(before) : null };
    },

    /** When each of many signed in last, by user id. */
    lastSignInsOf: (userIds: readonly string[]) => lastSignInsOf(database.queries, userIds),

    /** The user's own sign-ins whose address is still kept, the newest first. */
    listSignIns: (userId: string, since: Date) => table.findSignIns(userId, since),

    /** The sign-ins of an account's members that concern this account, gathered by member, address and week. */
    listAccountSignIns: (accountId: string, userIds: readonly string[], since: Date) =>
      table.findAccountSignIns(accountId, userIds, since, deps.clock.now()),

    /** For whoever fills in a past, such as the bench: makes the months between. */
    ensurePartitions: partitions.ensure,

    defineJobs(jobs: Pick<Jobs, 'every'>): void {
      jobs.every('login-history-retention', DAY, keepRetention);
    },

    routes: createLoginHistoryRoutes({
      list: createListHistory(table, deps.passkeyNames),
      noteExport: ({ client }, { userId, id, methods }) =>
        record(database.queries, {
          kind: 'history-exported',
          userId,
          client,
          outcome: 'success',
          sessionId: id,
          methods,
        }),
      retentionDays,
    }),
  };
}

function whereFrom({ at, address, country, browser, system }: EventRow) {
  return { at, address, country, browser, system };
}
