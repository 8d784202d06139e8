import { type Clock, DAY } from '../../foundations/clock.ts';
import type { Database } from '../../foundations/database/index.ts';
import { deleteReports } from './mail-report-table.ts';
import type { MailSettings } from './mail-settings.ts';
import { deleteMails, emptyParameters } from './official-mail-table.ts';

/** Far longer than any run of the daily job can be missed; it bounds what one run looks through. */
const PARAMETERS_LOOKED_AT = 30 * DAY;
const MAILS_KEPT = 400 * DAY;
const REPORTS_KEPT = 90 * DAY;

interface ForgettingDeps {
  database: Database;
  clock: Clock;
  settings: Pick<MailSettings, 'loginHistoryDays'>;
}

/** What is kept of delivered mails ends too: first what they told, then that they were. */
export async function forgetOldMails({ database, clock, settings }: ForgettingDeps): Promise<void> {
  const kept = settings.loginHistoryDays * DAY;
  const ago = (duration: number) => new Date(clock.now().getTime() - duration);
  await emptyParameters(database.queries, ago(kept + PARAMETERS_LOOKED_AT), ago(kept));
  await deleteMails(database.queries, ago(MAILS_KEPT));
  await deleteReports(database.queries, ago(REPORTS_KEPT));
}
