import type { Database } from './open-database.ts';
import { runStatement } from './run-statement.ts';

/** The names, each once, under which other programs are connected to this database and that begin with `prefix`. */
export async function findConnectedNames(database: Database, prefix: string): Promise<string[]> {
  const rows = await runStatement<{ name: string }>(
    database.queries,
    `select distinct application_name as name from pg_stat_activity
      where datname = current_database() and starts_with(application_name, $1) order by 1`,
    [prefix],
  );
  return rows.map(({ name }) => name);
}
