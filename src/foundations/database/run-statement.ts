import { CompiledQuery } from 'kysely';
import type { Queries } from './open-database.ts';

/**
 * Runs one statement written in the code with `values`, in the transaction when `db` is one.
 * Skips the query builder's compiler, so it costs little more than the bare driver.
 */
export async function runStatement<Row>(db: Queries, text: string, values: readonly unknown[] = []): Promise<Row[]> {
  return (await db.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows;
}
