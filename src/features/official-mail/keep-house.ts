import { type Clock, DAY, SECOND } from '../../foundations/clock.ts';
import type { Database } from '../../foundations/database/index.ts';
import type { Jobs } from '../../foundations/jobs/index.ts';
import { deleteReports } from './mail-report-table.ts';
import type { MailSettings } from './mail-settings.ts';
import { claimOverdue, deleteMails, emptyParameters } from './official-mail-table.ts';
import { addDelivery } from './outbox.ts';

/** How late a delivery may be before it counts as stranded; with the sweep's interval below a minute. */
const GRACE = 20 * SECOND;
const MOST_AT_ONCE = 500;
/** Far longer than any run of the daily job can be missed; it bounds what one run looks through. */
const PARAMETERS_LOOKED_AT = 30 * DAY;
const MAILS_KEPT = 400 * DAY;
const REPORTS_KEPT = 90 * DAY;

/** Gives overdue mails a delivery job again: theirs died with its process, or waits far down a long queue. */
export async function requeueOverdue(deps: {
  database: Database;
  clock: Clock;
  jobs: Pick<Jobs, 'add'>;
}): Promise<void> {
  const now = deps.clock.now();
  await deps.database.transaction(async (tx) => {
    for (const id of await claimOverdue(tx, new Date(now.getTime() - GRACE), now, MOST_AT_ONCE)) {
      await addDelivery(deps.jobs, tx, id);
    }
  });
}

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
