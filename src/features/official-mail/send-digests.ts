import { type Clock, MINUTE } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Log } from '../../foundations/log.ts';
import { type Digest, type DigestEntry, digestMail } from './digest-mail.tsx';
import { boxFor, type MailSettings, mailContext, type PhraseOf, type Recipients } from './mail-settings.ts';
import {
  type FoldedMail,
  type FoldedRecipient,
  findFoldedRecipients,
  lockFolded,
  markTold,
} from './official-mail-table.ts';
import type { Outbox } from './outbox.ts';

/** With the sweep's interval well within the ten minutes of RL-6. */
const WAIT_FOR_MORE = 4 * MINUTE;
const MOST_RECIPIENTS = 100;
const MOST_MAILS = 1000;
/** Listed in full per kind, so that a flood of one kind cannot hide another. */
const MOST_PER_SUBJECT = 20;

interface Deps {
  database: Database;
  clock: Clock;
  outbox: Outbox;
  recipients: Recipients;
  phraseOf: PhraseOf;
  settings: MailSettings;
  log: Log;
}

/**
 * Tells each recipient, in one mail, of the notices that were folded for them some minutes ago. Nothing is told twice or lost:
 * what cannot be told now is logged and tried again, and nobody else waits for it.
 */
export function createSendDigests(deps: Deps) {
  const { database, clock, outbox, recipients, settings, log } = deps;

  return async (): Promise<void> => {
    const before = new Date(clock.now().getTime() - WAIT_FOR_MORE);
    let after: FoldedRecipient | null = null;
    do {
      const found: FoldedRecipient[] = await findFoldedRecipients(database.queries, before, after, MOST_RECIPIENTS);
      for (const recipient of found) await tryDigest(recipient);
      after = found.length < MOST_RECIPIENTS ? null : (found.at(-1) ?? null);
    } while (after !== null);
  };

  async function tryDigest(to: FoldedRecipient): Promise<void> {
    try {
      await database.transaction((tx) => sendDigest(tx, to));
    } catch (error) {
      log.error({ userId: to.user_id, err: error }, 'a digest could not be made');
    }
  }

  async function sendDigest(tx: Queries, to: FoldedRecipient): Promise<void> {
    const folded = await lockFolded(tx, to, MOST_MAILS);
    const [oldest] = folded;
    const reader = await recipients.of(tx, to.user_id);
    if (!oldest || !reader) return;
    const recipient = outbox.recipientOf(outbox.openFolded(oldest.id, oldest.rendered).to);
    const [digestId] = await outbox.post(tx, {
      mail: digestMail,
      parameters: summarise(folded),
      context: mailContext(settings, reader),
      userId: to.user_id,
      // The address may have been removed since, and the phrase changed.
      box: await boxFor(deps, tx, to.user_id, recipient.address),
      recipients: [{ ...recipient, folded: false }],
    });
    if (digestId !== undefined)
      await markTold(
        tx,
        folded.map(({ id }) => id),
        digestId,
      );
  }

  function summarise(folded: readonly FoldedMail[]): Digest {
    const entries: DigestEntry[] = [];
    const links: string[] = [];
    const counts = new Map<string, number>();
    for (const mail of folded) {
      const { subject, preheader, action } = outbox.openFolded(mail.id, mail.rendered);
      const count = (counts.get(subject) ?? 0) + 1;
      counts.set(subject, count);
      if (count > MOST_PER_SUBJECT) continue;
      entries.push({ at: mail.created_at.toISOString(), subject, preheader, action: action?.label ?? null });
      links.push(action?.href ?? '');
    }
    const more = [...counts].filter(([, count]) => count > MOST_PER_SUBJECT);
    return { entries, links, more: more.map(([subject, count]) => ({ subject, count: count - MOST_PER_SUBJECT })) };
  }
}
