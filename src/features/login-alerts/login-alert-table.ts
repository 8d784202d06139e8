import { type Queries, runStatement } from '../../foundations/database/index.ts';
import { type AlertMode, DEFAULT_MODE } from './alert-mode.ts';

const FIND_MODE = 'select mode from login_alert_settings where user_id = $1';
/** The lock makes two changes at once take turns, so that each knows what it changed. */
const LOCK_MODE = `
  insert into login_alert_settings as kept (user_id, mode, changed_at) values ($1, $2, $3)
  on conflict (user_id) do update set mode = kept.mode returning mode`;
const SET_MODE = 'update login_alert_settings set mode = $2, changed_at = $3 where user_id = $1';

export async function findMode(db: Queries, userId: string): Promise<AlertMode> {
  const [row] = await runStatement<{ mode: AlertMode }>(db, FIND_MODE, [userId]);
  return row?.mode ?? DEFAULT_MODE;
}

/** The mode before. */
export async function replaceMode(tx: Queries, userId: string, mode: AlertMode, now: Date): Promise<AlertMode> {
  const [row] = await runStatement<{ mode: AlertMode }>(tx, LOCK_MODE, [userId, DEFAULT_MODE, now]);
  await runStatement(tx, SET_MODE, [userId, mode, now]);
  return row?.mode ?? DEFAULT_MODE;
}
