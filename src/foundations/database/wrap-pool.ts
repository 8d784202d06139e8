import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';
import { isDatabaseAway, orDatabaseAway } from './database-away.ts';
import type { StatementNames } from './name-statements.ts';
import { SILENCE_MS } from './open-pool.ts';

/** A plan made before a migration changed its table: the connection must prepare anew. */
const STALE_PLAN = '0A000';

export interface Connection {
  query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  /** Gives it back to the pool, or closes it when it has shown to be of no more use. */
  release(destroy?: boolean): void;
}

/** The way all our statements go: named, and with "away" told apart from "wrong". Refuses with DatabaseAway. */
export async function connect(pool: pg.Pool, names: StatementNames, silenceMs = SILENCE_MS): Promise<Connection> {
  let client: pg.PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    throw orDatabaseAway(error);
  }
  let broken = false;
  return {
    async query<Row>(text: string, values: readonly unknown[]) {
      // Without values it is begin, commit or a savepoint: nothing to plan.
      const name = values.length === 0 ? undefined : names.of(text);
      try {
        const query = {
          text,
          values: values as unknown[],
          query_timeout: silenceMs,
          ...(name !== undefined && { name }),
        };
        return (await client.query(query)) as unknown as PostgresQueryResult<Row>;
      } catch (error) {
        broken ||= isDatabaseAway(error) || (error as { code?: unknown }).code === STALE_PLAN;
        throw orDatabaseAway(error);
      }
    },
    release: (destroy) => client.release(broken || destroy === true),
  };
}

/** The pool as the query builder sees it. */
export function wrapPool(pool: pg.Pool, names: StatementNames): PostgresPool {
  return {
    options: {},
    connect: async () => (await connect(pool, names)) as PostgresPoolClient,
    end: () => pool.end(),
  };
}
