import { type Clock, DAY, SECOND } from '../../foundations/clock.ts';
import type { KeyRing } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Jobs } from '../../foundations/jobs/index.ts';
import type { Log } from '../../foundations/log.ts';
import type { MailTransport } from '../../foundations/mail-transport/index.ts';
import type { RateLimits } from '../../foundations/rate-limits/index.ts';
import { createDeliverMail } from './deliver-mail.ts';
import { forgetOldMails, requeueOverdue } from './keep-house.ts';
import { createMailBudget } from './mail-budget.ts';
import type { MailSettings, PhraseOf, Recipients } from './mail-settings.ts';
import { createNotify, type Notice } from './notify-user.ts';
import { createOutbox, DELIVER } from './outbox.ts';
import { createSendDigests } from './send-digests.ts';
import { createSendOnRequest, type RequestedMail } from './send-on-request.ts';

export type { MailSettings, PhraseOf, Recipients } from './mail-settings.ts';
export { mayReadMailbox } from './may-read-mailbox.ts';
export type { Notice } from './notify-user.ts';
export { createMailboxPages } from './routes.tsx';
export type { RequestedMail } from './send-on-request.ts';

const SWEEP_EVERY = 30 * SECOND;

export interface OfficialMailDeps {
  clock: Clock;
  database: Database;
  keyRing: Pick<KeyRing, 'seal' | 'open' | 'keyedHash'>;
  jobs: Pick<Jobs, 'add' | 'define' | 'every'>;
  transport: MailTransport;
  rateLimits: Pick<RateLimits, 'take'>;
  recipients: Recipients;
  /** Absent: there is no anti-phishing code yet, and no box. */
  phraseOf?: PhraseOf | undefined;
  settings: MailSettings;
  log: Log;
}

/** The only room that sends mail. Both ways write row and job in the caller's transaction; a job delivers. */
export interface OfficialMail {
  /** Something happened: the user is told at every notification address. Never dropped, past 20 an hour folded (RL-6). */
  notify<P>(tx: Queries, notice: Notice<P>): Promise<void>;
  /** Somebody asked for it, perhaps a stranger: 5 an hour per recipient, 60 per source prefix, then dropped (RL-6). */
  sendOnRequest<P>(tx: Queries, request: RequestedMail<P>): Promise<'queued' | 'dropped'>;
}

export function createOfficialMail(deps: OfficialMailDeps): OfficialMail {
  const { jobs, rateLimits } = deps;
  const outbox = createOutbox(deps);
  const budget = createMailBudget(rateLimits);
  const deliver = createDeliverMail({ ...deps, outbox });
  const sendDigests = createSendDigests({ ...deps, outbox });

  jobs.define(DELIVER, ({ mailId }) => deliver(String(mailId)));
  jobs.every('official-mail-sweep', SWEEP_EVERY, async () => {
    await requeueOverdue(deps);
    await sendDigests();
  });
  jobs.every('official-mail-retention', DAY, () => forgetOldMails(deps));

  return {
    notify: createNotify({ ...deps, outbox, budget }),
    sendOnRequest: createSendOnRequest({ ...deps, outbox, budget }),
  };
}
