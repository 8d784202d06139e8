import { type Clock, MINUTE } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import { type Digest, type DigestEntry, digestMail } from './digest-mail.tsx';
import { boxOf, type MailSettings, mailContext, type PhraseOf, type Recipients } from './mail-settings.ts';
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
}

/** Tells each recipient, in one mail, of the notices that were folded for them some minutes ago. Nothing is told twice or lost. */
export function createSendDigests({ database, clock, outbox, recipients, phraseOf, settings }: Deps) {
  return async (): Promise<void> => {
    const before = new Date(clock.now().getTime() - WAIT_FOR_MORE);
    for (const recipient of await findFoldedRecipients(database.queries, before, MOST_RECIPIENTS)) {
      await database.transaction((tx) => sendDigest(tx, recipient));
    }
  };

  async function sendDigest(tx: Queries, to: FoldedRecipient): Promise<void> {
    const folded = await lockFolded(tx, to, MOST_MAILS);
    const [oldest] = folded;
    const reader = await recipients.of(tx, to.user_id);
    if (!oldest || !reader) return;
    const [digestId] = await outbox.post(tx, {
      mail: digestMail,
      parameters: summarise(folded),
      context: mailContext(settings, reader),
      userId: to.user_id,
      box: await boxOf(phraseOf, tx, to.user_id),
      recipients: [{ ...outbox.recipientOf(outbox.openFolded(oldest.id, oldest.rendered).to), folded: false }],
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
