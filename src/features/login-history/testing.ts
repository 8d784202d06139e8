import { newId } from '../../foundations/crypto/index.ts';
import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import { createLoginHistory } from './index.ts';

export function clientAt(address: string | null, userAgent = 'Firefox on Linux'): Client {
  const prefix = address === null ? 'unknown' : `${address.split('.').slice(0, 3).join('.')}.0/24`;
  return { address, prefix, userAgent };
}

/** For tests: the room on a real database, with a clock that can be set. */
export function openRoom(database: Database, retentionDays = 90) {
  const clock = { at: new Date('2026-11-24T08:00:00Z'), now: () => clock.at };
  const places = {
    lookUp: (address: string | null) => ({ country: address === null ? null : 'FR', network: 'Example Net' }),
  };
  const describeClient = (userAgent: string) => ({ browser: userAgent.split(' ')[0] ?? null, system: 'Linux' });
  const history = createLoginHistory({
    database,
    clock,
    places,
    describeClient,
    retentionDays,
    passkeyNames: async () => new Map(),
  });
  const jobs: (() => Promise<void>)[] = [];
  history.defineJobs({ every: (_, __, run) => void jobs.push(run) });

  return {
    clock,
    history,
    pass(milliseconds: number): void {
      clock.at = new Date(clock.at.getTime() + milliseconds);
    },
    async runJobs(): Promise<void> {
      for (const run of jobs) await run();
    },
    async newUser(): Promise<string> {
      const id = newId('usr');
      await database.pool.query(
        `insert into users (id, email, name, locale, time_zone, created_at) values ($1, $2, 'Test', 'en', 'UTC', now())`,
        [id, `${id}@example.test`],
      );
      return id;
    },
    fail(userId: string | null, address: string | null, cause = 'wrong-password'): Promise<void> {
      const attempt = { userId, client: clientAt(address), method: 'password', cause, deviceId: null };
      return history.recordAttempt(database.queries, attempt);
    },
    signIn(userId: string, address: string | null, deviceKnown = true) {
      return database.transaction((tx) =>
        history.recordSignIn(tx, {
          userId,
          accountId: 'acc_test',
          client: clientAt(address),
          methods: ['password'],
          deviceId: 'dev_test',
          deviceKnown,
          sessionId: newId('ses'),
        }),
      );
    },
    async show(userId: string, query: Record<string, string> = {}) {
      const reply = await history.routes.show(visitOf(query), { userId });
      return reply;
    },
    /** The JSON face of the page. */
    async read(userId: string, query: Record<string, string> = {}): Promise<ShownHistory> {
      const reply = await history.routes.show(visitOf(query), { userId });
      if (reply.kind !== 'page') throw new Error(`refused: ${JSON.stringify(reply)}`);
      return reply.json as ShownHistory;
    },
    async countRows(where: string): Promise<number> {
      const { rows } = await database.pool.query<{ n: number }>(
        `select count(*) as n from login_events where ${where}`,
      );
      return rows[0]?.n ?? 0;
    },
  };
}

export interface ShownHistory {
  events: {
    id: string;
    at: string;
    kind: string;
    outcome: string;
    cause: string | null;
    methods: string[];
    address: string | null;
    place: { country: string | null; network: string | null };
    client: { browser: string | null; system: string | null };
    attemptsBefore: number;
    attemptAddresses: string[];
    sessionId: string | null;
    times: number;
  }[];
  next: string | null;
  retentionDays: number;
}

type Visit = Parameters<ReturnType<typeof createLoginHistory>['routes']['show']>[0];

export function visitOf(query: Record<string, string>, more: Partial<Visit> = {}): Visit {
  return {
    id: 'req_test',
    method: 'GET',
    path: '/security/login-history',
    params: {},
    query,
    body: {},
    locale: 'en',
    theme: 'system',
    timeZone: 'Europe/Paris',
    client: clientAt('203.0.113.7'),
    cookies: {},
    browser: 'browser-secret',
    formToken: 'form-token',
    formTokenFor: () => 'form-token',
    wantsJson: true,
    now: new Date('2026-11-24T08:00:00Z'),
    peer: '127.0.0.1',
    host: 'localhost',
    viewer: null,
    ...more,
  };
}
