import type { Database } from '../database/index.ts';
import type { SealedColumn } from './sealed-column.ts';
import { countPage } from './sealed-rows-table.ts';

/** How many values each key sealed, over all columns: key id → number. A key that sealed nothing is not in it. */
export async function countByKey(database: Database, columns: readonly SealedColumn[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const column of columns) {
    for (let after: string | null = ''; after !== null; ) {
      const page = await countPage(database.queries, column, after);
      for (const { key, rows } of page.counts) counts.set(key, (counts.get(key) ?? 0) + rows);
      after = page.last;
    }
  }
  return counts;
}
