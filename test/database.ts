import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { type Database, openDatabase } from '../src/foundations/database/index.ts';
import { silentLog } from '../src/foundations/log.ts';

export interface TestDatabase extends Database {
  readonly name: string;
  /** For whatever opens connections of its own, such as jobs. */
  readonly connection: pg.PoolConfig;
  /** Closes it, complains of connections left behind, removes it. Happens by itself at the end of the file. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Connections of its pool. */
  max?: number;
  empty?: boolean;
}

/** Statements may still be on their way out when a test's last line has run. */
const PATIENCE_MS = 2_000;

/**
 * A database of one's own: a copy of the migrated template, on real PostgreSQL. Call it at the top of a test file,
 * before hooks that use it. At the end of the file a connection that nobody gave back or closed fails the file.
 * `empty`: without any table of ours.
 */
export async function openTestDatabase({ empty, ...options }: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { connection: server, template } = inject('testServer');
  const name = `gatehouse_test_${randomBytes(6).toString('hex')}`;
  const connection = { ...server, database: name };
  await onServer(server, async (client) => {
    // The template must not be in use while it is copied, so copies are made one after the other.
    await client.query("select pg_advisory_lock(hashtextextended('gatehouse test template', 0))");
    await client.query(`create database ${name} template ${empty ? 'template0' : template} strategy file_copy`);
  });

  const database = openDatabase({ connection, log: silentLog, ...options });
  let dropped: Promise<void> | undefined;

  async function drop(): Promise<void> {
    const busy = await settles(async () => {
      const { totalCount, idleCount, waitingCount } = database.pool;
      return totalCount - idleCount + waitingCount > 0 ? 'a connection was not given back to the pool' : null;
    });
    // A pool with a leaked connection would wait for it for ever.
    if (busy === null) await database.close();
    await onServer(server, async (client) => {
      const left = busy ?? (await settles(() => findSessions(client, name)));
      // By force only what leaked: it fails on the server’s own vacuum, which a plain drop sends away by itself.
      await client.query(`drop database if exists ${name}${left === null ? '' : ' with (force)'}`);
      if (left !== null) throw new Error(`Leaked: ${left}.`);
    });
  }

  const testDatabase: TestDatabase = {
    ...database,
    name,
    connection,
    drop() {
      dropped ??= drop();
      return dropped;
    },
  };
  afterAll(() => testDatabase.drop());
  return testDatabase;
}

async function onServer(connection: pg.PoolConfig, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function findSessions(client: pg.Client, name: string): Promise<string | null> {
  const { rows } = await client.query<{ application_name: string; state: string; query: string }>(
    "select application_name, state, query from pg_stat_activity where datname = $1 and backend_type = 'client backend'",
    [name],
  );
  return rows.length === 0
    ? null
    : rows.map((row) => `${row.application_name} (${row.state}): ${row.query}`).join('; ');
}

/** Null as soon as there is nothing to complain of; after a while, the complaint. */
async function settles(complaint: () => Promise<string | null>): Promise<string | null> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const text = await complaint();
    if (text === null || Date.now() > end) return text;
    await sleep(20);
  }
}
