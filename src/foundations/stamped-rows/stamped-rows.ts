import { sql } from 'kysely';
import type { Queries } from '../database/index.ts';

/**
 * A table whose rows say which change added them and which one removed them (`added_by`, `removed_by`), so that a change can be
 * taken back. Each row belongs to a user. Removed rows stay until they are forgotten.
 */
export interface StampedRows {
  /**
   * What the change added counts as never added, what it removed lives again. A row of it that a later change removed is
   * not brought back by taking that one back: both orders end alike.
   */
  takeBack(tx: Queries, userId: string, change: string, takenBackBy: string): Promise<void>;
  /** What the change added counts as added now (`senior_from`), once per row. */
  makeYoung(tx: Queries, userId: string, change: string, now: Date): Promise<void>;
  forgetRemovedBefore(db: Queries, before: Date): Promise<void>;
}

/** `table` is a name in the code, never input. */
export function stampedRows(table: string): StampedRows {
  const rows = sql.table(table);
  return {
    async takeBack(tx, userId, change, takenBackBy) {
      await sql`update ${rows} set removed_at = created_at, removed_by = ${takenBackBy}
                 where user_id = ${userId} and added_by = ${change}`.execute(tx);
      await sql`update ${rows} set removed_at = null, removed_by = null
                 where user_id = ${userId} and removed_by = ${change}`.execute(tx);
    },
    async makeYoung(tx, userId, change, now) {
      await sql`update ${rows} set senior_from = ${now}, doubted = true
                 where user_id = ${userId} and added_by = ${change} and not doubted`.execute(tx);
    },
    async forgetRemovedBefore(db, before) {
      await sql`delete from ${rows} where removed_at < ${before}`.execute(db);
    },
  };
}
