import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { Log } from '../log.ts';
import { connect } from './connect.ts';
import { createStatementNames } from './name-statements.ts';
import { closePool, openPool } from './open-pool.ts';
import { queriesOver, type Way } from './queries-over.ts';
import { runStatement } from './run-statement.ts';
import { runTransaction } from './run-transaction.ts';

/** What a statement can be run on: the pool or a transaction. A room adds its tables with `withTables`. */
export type Queries = Kysely<object>;

/** Every method refuses with DatabaseAway while the database cannot be reached, and works again once it can. */
export interface Database {
  readonly queries: Queries;
  /** The driver's pool. Statements sent to it directly have neither names nor DatabaseAway. */
  readonly pool: pg.Pool;
  /** READ COMMITTED. Commits when `work` resolves, rolls back when it rejects. */
  transaction<T>(work: (tx: Queries) => Promise<T>): Promise<T>;
  /** For hot paths: a statement written once, planned once per connection. Runs inside `tx` when given. */
  statement<Row>(text: string): (values: unknown[], tx?: Queries) => Promise<Row[]>;
  /** Waits for statements in flight, then closes all connections. Calling it again is harmless. */
  close(): Promise<void>;
}

const DEFAULT_CONNECTIONS = 10;

/** Connects at the first need. int8 and numeric arrive as safe integers, timestamptz as Date, date as text. */
export function openDatabase({
  connection,
  log,
  max,
}: {
  connection: pg.PoolConfig;
  log: Log;
  max?: number;
}): Database {
  const pool = openPool({ connection, log, applicationName: 'gatehouse', max: max ?? DEFAULT_CONNECTIONS });
  const names = createStatementNames();
  const anyConnection: Way = {
    async query<Row>(text: string, values: readonly unknown[]) {
      const connection = await connect(pool, names);
      try {
        return await connection.query<Row>(text, values);
      } finally {
        connection.release();
      }
    },
  };
  const queries = queriesOver(anyConnection);
  let closing: Promise<void> | undefined;

  return {
    queries,
    pool,
    transaction: async (work) => runTransaction(await connect(pool, names), queriesOver, work),
    statement<Row>(text: string) {
      names.keep(text);
      return (values: unknown[], tx = queries) => runStatement<Row>(tx, text, values);
    },
    close() {
      closing ??= closePool(pool);
      return closing;
    },
  };
}
