import type { Queries } from './open-database.ts';
import { wayOf } from './queries-over.ts';

/**
 * Runs one statement written in the code with `values`, in the transaction when `db` is one.
 * Goes past the query builder, so it costs what the bare driver does.
 */
export async function runStatement<Row>(db: Queries, text: string, values: readonly unknown[] = []): Promise<Row[]> {
  return (await wayOf(db).query<Row>(text, values)).rows;
}
