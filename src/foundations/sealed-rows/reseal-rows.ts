import type { KeyRing } from '../crypto/index.ts';
import type { Database } from '../database/index.ts';
import type { SealedColumn } from './sealed-column.ts';
import { findOutdated, replaceSealed } from './sealed-rows-table.ts';

export interface Resealed {
  /** Rows that have the current key now. */
  done: number;
  /** Rows that did not open: the ids, by table, so that somebody can look. Nothing was changed about them. */
  unreadable: { table: string; id: string }[];
}

const FROM_THE_START = '';

/**
 * Seals anew, under the current key, every value of a column that has another one. In small statements without a long
 * lock; a row that is changed meanwhile is left to whoever changed it, so run it again until `done` is 0. May be
 * interrupted at any time.
 */
export async function resealRows(
  { database, keyRing }: { database: Database; keyRing: KeyRing },
  sealed: SealedColumn,
): Promise<Resealed> {
  const result: Resealed = { done: 0, unreadable: [] };
  for (let after: string | null = FROM_THE_START; after !== null; ) {
    const page = await findOutdated(database.queries, sealed, keyRing.current, after);
    for (const row of page.rows) {
      const fresh = sealAnew(keyRing, sealed.purpose, row);
      if (fresh === null) result.unreadable.push({ table: sealed.table, id: row.id });
      else if (await replaceSealed(database.queries, sealed, row, fresh)) result.done += 1;
    }
    after = page.last;
  }
  return result;
}

/** null: its key is missing, or it was moved or altered (CR-2). */
function sealAnew(keyRing: KeyRing, purpose: string, row: { boundTo: string; sealed: Buffer }): Buffer | null {
  try {
    return keyRing.seal(purpose, row.boundTo, keyRing.open(purpose, row.boundTo, row.sealed));
  } catch {
    return null;
  }
}
