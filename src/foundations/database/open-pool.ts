import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { SECOND } from '../clock.ts';
import type { Log } from '../log.ts';
import { valueTypes } from './parse-values.ts';

const CONNECT_MS = 5 * SECOND;
const IDLE_MS = 30 * SECOND;
const STATEMENT_MS = 15 * SECOND;
/** Of a connection whose other end has fallen silent. */
const END_MS = SECOND;
/** Held locks must not outlive a request by much. */
const IDLE_IN_TRANSACTION_MS = 30 * SECOND;
/** The server ends a statement first; past this the server or the network has fallen silent. */
export const SILENCE_MS = STATEMENT_MS + 5 * SECOND;

export interface PoolOptions {
  connection: pg.PoolConfig;
  log: Log;
  applicationName: string;
  max: number;
  /** Schemas, first one first. Absent: the server's default. */
  searchPath?: string;
}

/**
 * A pool that outlives its database: a connection that breaks, in use or not, is logged and replaced at the next need.
 * Sessions are in UTC. Statements end after 15 s, idle transactions after 30 s.
 */
export function openPool({ connection, log, applicationName, max, searchPath }: PoolOptions): pg.Pool {
  const settings = [
    "set timezone = 'UTC'",
    `set statement_timeout = ${STATEMENT_MS}`,
    `set idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}`,
    ...(searchPath === undefined ? [] : [`set search_path = ${searchPath}`]),
  ].join('; ');
  const pool = new pg.Pool({
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: IDLE_MS,
    keepAlive: true,
    application_name: applicationName,
    ...connection,
    max,
    types: valueTypes,
    // A statement need not wait for the answer to the one before; each still fails or succeeds by itself.
    pipeline: true,
    // Set by statements, not at the start of the session: a pooler in between refuses unknown start parameters.
    onConnect: async (client) => {
      await client.query(settings);
    },
  });
  const lost = (error: Error): void => {
    if (!pool.ending)
      log.warn({ error: error.message, application: applicationName }, 'a database connection was lost');
  };
  pool.on('error', lost);
  // The pool listens only to idle clients; one that breaks while it is checked out would end the process.
  pool.on('connect', (client) => client.on('error', lost));
  const open = new Set<Promise<unknown>>();
  pool.on('connect', (client) => {
    const ended: Promise<unknown> = new Promise((resolve) => client.once('end', resolve)).then(() =>
      open.delete(ended),
    );
    open.add(ended);
  });
  connectionsOf.set(pool, open);
  return pool;
}

const connectionsOf = new WeakMap<pg.Pool, ReadonlySet<Promise<unknown>>>();

/**
 * Lets statements in flight finish and closes all connections. Unlike the pool's own end it waits until the server has let go of
 * them, so that a server that is stopped next has nobody to throw out.
 */
export async function closePool(pool: pg.Pool): Promise<void> {
  await pool.end();
  const patience = new AbortController();
  const enough = sleep(END_MS, undefined, { signal: patience.signal }).catch(() => {});
  await Promise.race([Promise.all(connectionsOf.get(pool) ?? []), enough]);
  patience.abort();
}
