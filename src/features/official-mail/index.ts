import { type Clock, DAY, SECOND } from '../../foundations/clock.ts';
import type { KeyRing } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Jobs } from '../../foundations/jobs/index.ts';
import type { Log } from '../../foundations/log.ts';
import type { MailTransport } from '../../foundations/mail-transport/index.ts';
import type { RateLimits } from '../../foundations/rate-limits/index.ts';
import { createCheckMailRoutes } from './check-mail-routes.ts';
import { createCheckMessage } from './check-message.ts';
import { createDeliverMails } from './deliver-mails.ts';
import { forgetOldMails } from './keep-house.ts';
import { createLedgerRoutes } from './ledger-routes.ts';
import { createMailBudget } from './mail-budget.ts';
import type { MailSettings, PhraseOf, Recipients } from './mail-settings.ts';
import { createNotify, type Notice } from './notify-user.ts';
import { createOutbox, DELIVERY } from './outbox.ts';
import { createReportMail } from './report-mail.ts';
import { createSendDigests } from './send-digests.ts';
import { createSendOnRequest, type RequestedMail } from './send-on-request.ts';

export { checkMailSetup, type ResolveTxt } from './check-mail-setup.ts';
export type { MailSettings, Recipients } from './mail-settings.ts';
export { mayReadMailbox } from './may-read-mailbox.ts';
export { MOST_BODY_BYTES as WHOLE_MAIL_BYTES } from './message-size.ts';
export type { Notice } from './notify-user.ts';
export { officialMailPictures } from './official-mail-pictures.tsx';
export { mailColumn, previewColumn } from './outbox.ts';
export { createMailReports, type MailReport } from './read-reports.ts';
export { reportColumn } from './report-mail.ts';
export { createMailboxPages } from './routes.tsx';
export type { RequestedMail } from './send-on-request.ts';

const DIGESTS_EVERY = 30 * SECOND;

export interface OfficialMailDeps {
  clock: Clock;
  database: Database;
  keyRing: Pick<KeyRing, 'seal' | 'open' | 'keyedHash'>;
  jobs: Pick<Jobs, 'drain' | 'wake' | 'every'>;
  transport: MailTransport;
  rateLimits: Pick<RateLimits, 'take'>;
  recipients: Recipients;
  phraseOf: PhraseOf;
  /** Our own DKIM records, by name: what `/check-mail` knows signatures by. */
  dkimRecords: ReadonlyMap<string, string>;
  settings: MailSettings;
  log: Log;
}

/** The only room that sends mail. Both ways write rows in the caller's transaction; they are delivered after it. */
export interface OfficialMail {
  /** Something happened: the user is told at every notification address. Never dropped, past 20 an hour folded (RL-6). */
  notify<P>(tx: Queries, notice: Notice<P>): Promise<void>;
  /** Somebody asked for it, perhaps a stranger: 5 an hour per recipient, 60 per source prefix, then dropped (RL-6). */
  sendOnRequest<P>(tx: Queries, request: RequestedMail<P>): Promise<'queued' | 'dropped'>;
  /** What the user was sent, for the user alone. */
  ledger: ReturnType<typeof createLedgerRoutes>;
  /** “Is this mail from you?”, for everybody. */
  checkMail: ReturnType<typeof createCheckMailRoutes>;
}

export function createOfficialMail(deps: OfficialMailDeps): OfficialMail {
  const { jobs, rateLimits } = deps;
  const outbox = createOutbox(deps);
  const budget = createMailBudget(rateLimits);
  const sendDigests = createSendDigests({ ...deps, outbox });

  jobs.drain(DELIVERY, createDeliverMails({ ...deps, outbox }));
  jobs.every('official-mail-digests', DIGESTS_EVERY, sendDigests);
  jobs.every('official-mail-retention', DAY, () => forgetOldMails(deps));

  const checkMessage = createCheckMessage({
    queries: deps.database.queries,
    keyRing: deps.keyRing,
    mailFrom: deps.settings.mailFrom,
    ownOrigins: originsOf(deps.settings),
    ownRecords: deps.dkimRecords,
  });

  return {
    notify: createNotify({ ...deps, outbox, budget }),
    sendOnRequest: createSendOnRequest({ ...deps, outbox, budget }),
    ledger: createLedgerRoutes({
      queries: deps.database.queries,
      openPreview: outbox.openPreview,
      retentionDays: deps.settings.loginHistoryDays,
    }),
    checkMail: createCheckMailRoutes({
      queries: deps.database.queries,
      supportContact: deps.settings.supportContact,
      checkMessage,
      reportMail: createReportMail({ ...deps, checkMessage }),
    }),
  };
}

/** Our own pages, and the one where people are helped. */
function originsOf({ publicUrl, supportContact }: MailSettings): string[] {
  const support = supportContact?.href.startsWith('https://') ? [new URL(supportContact.href).origin] : [];
  return [publicUrl.origin, ...support];
}
