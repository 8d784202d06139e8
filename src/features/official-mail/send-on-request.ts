import type { Queries } from '../../foundations/database/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import type { Log } from '../../foundations/log.ts';
import type { MailTemplate } from '../../ui/mail/index.ts';
import type { MailBudget } from './mail-budget.ts';
import { boxFor, type MailSettings, mailContext, type PhraseOf, type Recipients } from './mail-settings.ts';
import type { Outbox } from './outbox.ts';

export interface RequestedMail<P> {
  to: string;
  /** Whose address it is believed to be; null: nobody's yet. */
  userId: string | null;
  locale: Locale;
  timeZone?: string;
  /** The prefix of whoever asked for it. */
  sourcePrefix: string;
  /** Somebody who just spent a link from this very mailbox asked: no stranger, so no stranger's flood uses it up. */
  provenByLink?: boolean;
  /** It lets its reader in: one an hour goes out, whatever else strangers asked for. */
  wayIn?: boolean;
  mail: MailTemplate<P>;
  /** Called only when the mail will be sent: a dropped one never replaces the last link. */
  parameters: () => Promise<P>;
}

interface Deps {
  outbox: Outbox;
  budget: MailBudget;
  recipients: Recipients;
  phraseOf: PhraseOf;
  settings: MailSettings;
  log: Log;
}

/** A mail that a stranger can cause, in the caller's transaction. Past a budget it is dropped, and the answer must not tell (RL-6). */
export function createSendOnRequest(deps: Deps) {
  const { outbox, budget, settings, log } = deps;

  return async function sendOnRequest<P>(tx: Queries, request: RequestedMail<P>): Promise<'queued' | 'dropped'> {
    const { mail, userId, locale, timeZone = 'UTC' } = request;
    const recipient = outbox.recipientOf(request.to);
    const { provenByLink = false, wayIn = false, sourcePrefix } = request;
    if (!provenByLink && !(await budget.takeOnRequest(tx, recipient.hash, sourcePrefix, wayIn))) {
      log.info({ template: mail.name, prefix: sourcePrefix }, 'a requested mail was dropped: budget spent');
      return 'dropped';
    }
    await outbox.post(tx, {
      mail,
      parameters: await request.parameters(),
      context: mailContext(settings, { locale, timeZone }),
      userId,
      box: userId === null ? 'none' : await boxFor(deps, tx, userId, recipient.address),
      recipients: [{ ...recipient, folded: false }],
    });
    return 'queued';
  };
}
