import type { TestDatabase } from './database.ts';

/** Every row of every table, the job queue's too, as text, by table. */
export async function readTables(database: TestDatabase): Promise<Map<string, string>> {
  const { rows } = await database.pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const tables = new Map<string, string>();
  for (const { name } of rows) {
    const found = await database.pool.query<{ row: string }>(`select t::text as row from ${name} t order by 1`);
    tables.set(name, found.rows.map(({ row }) => row).join('\n'));
  }
  return tables;
}
