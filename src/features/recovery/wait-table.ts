import type { Queries } from '../../foundations/database/index.ts';
import { DEFAULT_SETTING, type WaitSetting } from './wait.ts';

interface SettingRow {
  user_id: string;
  wait_days: number;
  earlier_days: number | null;
  counts_from: Date;
}

function table(db: Queries) {
  return db.withTables<{ recovery_settings: SettingRow }>();
}

export async function findWait(db: Queries, userId: string): Promise<WaitSetting> {
  const row = await table(db)
    .selectFrom('recovery_settings')
    .selectAll()
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (!row) return DEFAULT_SETTING;
  return { days: row.wait_days, earlierDays: row.earlier_days, countsFrom: row.counts_from };
}

/** Callers hold the lock on the user's row. */
export async function putWait(tx: Queries, userId: string, setting: WaitSetting): Promise<void> {
  const columns = { wait_days: setting.days, earlier_days: setting.earlierDays, counts_from: setting.countsFrom };
  await table(tx)
    .insertInto('recovery_settings')
    .values({ user_id: userId, ...columns })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(columns))
    .execute();
}
