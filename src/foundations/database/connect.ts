import type pg from 'pg';
import { isDatabaseAway, orDatabaseAway } from './database-away.ts';
import type { StatementNames } from './name-statements.ts';
import { SILENCE_MS } from './open-pool.ts';

/** A plan made before a migration changed its table: the connection must prepare anew. */
const STALE_PLAN = '0A000';

export interface Answer<Row> {
  /** What the server says it did: SELECT, UPDATE, COMMIT and so on. */
  command: string;
  rowCount: number;
  rows: Row[];
}

export interface Connection {
  /** Those asked for in one turn travel in one packet, and are run one after the other. */
  query<Row>(text: string, values: readonly unknown[]): Promise<Answer<Row>>;
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
  const sendTogether = createPacker(client);
  let broken = false;
  return {
    async query<Row>(text: string, values: readonly unknown[]) {
      // Without values it is begin, commit or rollback: nothing to plan.
      const name = values.length === 0 ? undefined : names.of(text);
      sendTogether();
      try {
        const query = {
          text,
          values: values as unknown[],
          query_timeout: silenceMs,
          ...(name !== undefined && { name }),
        };
        return (await client.query(query)) as unknown as Answer<Row>;
      } catch (error) {
        broken ||= isDatabaseAway(error) || (error as { code?: unknown }).code === STALE_PLAN;
        throw orDatabaseAway(error);
      }
    },
    release: (destroy) => client.release(broken || destroy === true),
  };
}

/** Holds back what is sent until this turn's work has been done. */
function createPacker({ connection: { stream } }: pg.PoolClient): () => void {
  let holding = false;
  return () => {
    if (holding) return;
    holding = true;
    stream.cork();
    process.nextTick(() => {
      holding = false;
      stream.uncork();
    });
  };
}
