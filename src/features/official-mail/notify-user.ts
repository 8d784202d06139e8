import type { Queries } from '../../foundations/database/index.ts';
import type { Log } from '../../foundations/log.ts';
import type { MailTemplate } from '../../ui/mail/index.ts';
import type { MailBudget } from './mail-budget.ts';
import { boxOf, type MailSettings, mailContext, type PhraseOf, type Recipients } from './mail-settings.ts';
import type { Outbox, Recipient } from './outbox.ts';
import type { Objection } from './render-mail.tsx';

export interface Notice<P> {
  userId: string;
  mail: MailTemplate<P>;
  /** They may still be on their way; null: there is nothing to tell after all. */
  parameters: P | Promise<P | null>;
  /** Proven addresses that were the user's until now and must still be told, such as the one just replaced. */
  extraAddresses?: readonly string[];
  /** A security change: the mail carries the link that objects to it. The token is in no parameter and no ledger. */
  objection?: Objection;
}

interface Deps {
  outbox: Outbox;
  budget: MailBudget;
  recipients: Recipients;
  phraseOf: PhraseOf;
  settings: MailSettings;
  log: Log;
}

/** Tells the user, at every notification address, in the caller's transaction. Never dropped: past the budget, folded (RL-6). */
export function createNotify(deps: Deps) {
  const { outbox, budget, recipients, phraseOf, settings, log } = deps;

  return async function notify<P>(
    tx: Queries,
    { userId, mail, extraAddresses = [], objection, ...notice }: Notice<P>,
  ): Promise<void> {
    const [reader, box, parameters] = await Promise.all([
      recipients.of(tx, userId),
      boxOf(phraseOf, tx, userId),
      notice.parameters,
    ]);
    if (parameters === null) return;
    const addresses = distinct([...(reader?.addresses ?? []), ...extraAddresses].map(outbox.recipientOf));
    if (reader === null || addresses.length === 0) {
      log.warn({ userId, template: mail.name }, 'a notice has nobody to go to');
      return;
    }
    const posted = await Promise.all(
      addresses.map(async (address) => ({ ...address, folded: !(await budget.takeNotice(tx, address.hash)) })),
    );
    await outbox.post(tx, {
      mail,
      parameters,
      context: mailContext(settings, reader),
      userId,
      box,
      recipients: posted,
      ...(objection ? { objection } : {}),
    });
  };
}

/** Each once, and always in the same order: two transactions that count the same addresses never wait for each other crosswise. */
function distinct(all: readonly Recipient[]): Recipient[] {
  const byAddress = new Map(all.map((recipient) => [recipient.address, recipient]));
  return [...byAddress.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
}
