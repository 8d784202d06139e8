import {
  type CompiledQuery,
  type ConnectionProvider,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Dialect,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type { Connection } from './connect.ts';
import type { Queries } from './open-database.ts';

/** How statements reach the server: each by any connection of the pool, or all by one. */
export interface Way extends Pick<Connection, 'query'> {
  /** In a transaction: runs once it has committed, and never if it has not. */
  afterCommit?(run: () => void): void;
}

const CHANGES: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

const driver = new DummyDriver();
const dialect: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => driver,
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
};
const compiler = dialect.createQueryCompiler();
const adapter = dialect.createAdapter();

/** By the executor, which a copy with other tables shares. */
const ways = new WeakMap<object, Way>();

/**
 * The query builder whose statements go by `way`. Unlike the builder's own transactions it does not hold a statement back until
 * the one before is answered, so those asked for in one turn travel together.
 */
export function queriesOver(way: Way): Queries {
  const connection = connectionOver(way);
  const provider: ConnectionProvider = { provideConnection: (consumer) => consumer(connection) };
  const executor = new DefaultQueryExecutor(compiler, adapter, provider);
  ways.set(executor, way);
  return new Kysely<object>({ config: { dialect }, dialect, driver, executor });
}

/** Runs at once where there is no transaction. For what may be lost in a crash: the process can die between the two. */
export function afterCommit(db: Queries, run: () => void): void {
  const way = wayOf(db);
  if (way.afterCommit === undefined) run();
  else way.afterCommit(run);
}

export function wayOf(db: Queries): Way {
  const way = ways.get(db.getExecutor());
  if (way === undefined) throw new TypeError('these queries are not those of openDatabase');
  return way;
}

function connectionOver(way: Way): DatabaseConnection {
  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery) {
      const { command, rowCount, rows } = await way.query<Row>(sql, parameters);
      return CHANGES.has(command) ? { rows, numAffectedRows: BigInt(rowCount) } : { rows };
    },
    streamQuery() {
      throw new Error('Statements are answered as a whole.');
    },
  };
}
