import type { Clock } from '../../foundations/clock.ts';
import { type KeyRing, newId } from '../../foundations/crypto/index.ts';
import type { Queries } from '../../foundations/database/index.ts';
import { maskEmailAddress, normaliseEmailAddress } from '../../foundations/email-address.ts';
import type { Jobs } from '../../foundations/jobs/index.ts';
import { bodyOf } from '../../foundations/mail-transport/index.ts';
import type { SealedColumn } from '../../foundations/sealed-rows/index.ts';
import { type MailContext, type MailTemplate, type MailWords, plainLine } from '../../ui/mail/index.ts';
import { hashOfBody, settleLines } from './body-hash.ts';
import { newMessageNumber } from './message-number.ts';
import { insertMails, type OwnColumns } from './official-mail-table.ts';
import { previewOf } from './preview.ts';
import {
  type Objection,
  objectionTo,
  type PhraseBox,
  type RenderedMail,
  renderMail,
  subjectOf,
} from './render-mail.tsx';

/** An address and the keyed hash that budgets and digests know it by. */
export interface Recipient {
  address: string;
  hash: Buffer;
}

/** One mail to put into the outbox, for each of its recipients. */
export interface Posting<P> {
  mail: MailTemplate<P>;
  parameters: P;
  context: MailContext;
  userId: string | null;
  box: PhraseBox;
  recipients: readonly (Recipient & { folded: boolean })[];
  objection?: Objection;
}

/** What waits sealed in a row: all that is needed to send it, or its line in a digest. */
export type WaitingWords = RenderedMail & { to: string };
export type FoldedWords = Pick<MailWords, 'subject' | 'preheader' | 'action'> & { to: string };

const LONGEST_PARAMETER = 300;
const PURPOSE = 'official-mail.rendered';
/** Mails that wait, for a rotation of the keys. */
export const mailColumn: SealedColumn = {
  table: 'official_mails',
  idColumn: 'id',
  column: 'rendered',
  purpose: PURPOSE,
};
const PREVIEW = 'official-mail.preview';
export const previewColumn: SealedColumn = {
  table: 'official_mails',
  idColumn: 'id',
  column: 'preview',
  purpose: PREVIEW,
};
export const DELIVERY = 'mail-delivery';

export interface OutboxDeps {
  clock: Clock;
  keyRing: Pick<KeyRing, 'seal' | 'open' | 'keyedHash'>;
  jobs: Pick<Jobs, 'wake'>;
}

/** Writes mails as rows in the caller's transaction, to be delivered after it: no commit, no mail. */
export function createOutbox(deps: OutboxDeps) {
  const { clock, keyRing, jobs } = deps;

  function recipientOf(address: string): Recipient {
    const normalised = normaliseEmailAddress(address);
    if (normalised === null) throw new TypeError('a mail’s recipient must be one e-mail address');
    return { address: normalised, hash: keyRing.keyedHash('official-mail.recipient', normalised) };
  }

  function rowFor<P>(
    posting: Posting<P>,
    words: MailWords,
    preview: string | null,
    recipient: Posting<P>['recipients'][number],
  ): OwnColumns {
    const id = newId('mail');
    const number = newMessageNumber();
    const row = {
      id,
      number,
      recipient_masked: maskEmailAddress(recipient.address),
      recipient_hash: recipient.hash,
      preview: preview === null ? null : keyRing.seal(PREVIEW, id, preview),
    };
    if (recipient.folded) {
      const { preheader } = words;
      // In a digest an entry has one link: for a security change the one that stops it.
      const action = objectionAction(posting) ?? words.action;
      const subject = subjectOf(words);
      const folded: FoldedWords = { to: recipient.address, subject, preheader, ...(action ? { action } : {}) };
      const rendered = keyRing.seal(PURPOSE, id, JSON.stringify(folded));
      return { ...row, rendered, body_hash: null, state: 'folded' };
    }
    const { context, box, mail } = posting;
    const frame = { context, kind: mail.kind, box, number, objection: objectionAction(posting) };
    const finished = renderMail(words, frame);
    const waiting: WaitingWords = { to: recipient.address, ...finished };
    return {
      ...row,
      rendered: keyRing.seal(PURPOSE, id, JSON.stringify(waiting)),
      body_hash: hashOfBody(keyRing, settleLines(bodyOf(finished))),
      state: 'queued',
    };
  }

  function objectionAction<P>({ objection, context }: Posting<P>) {
    return objection ? objectionTo(objection, context) : null;
  }

  return {
    recipientOf,

    /** The rows' ids, in the order of the recipients. */
    async post<P>(tx: Queries, posting: Posting<P>): Promise<string[]> {
      const { mail, parameters, context, userId } = posting;
      const words = mail.compose(parameters, context);
      const preview = previewOf(mail, parameters, context);
      const rows = posting.recipients.map((recipient) => rowFor(posting, words, preview, recipient));
      const shared = {
        user_id: userId,
        template: mail.name,
        kind: mail.kind,
        locale: context.locale,
        subject: subjectOf(words),
        parameters: publicParameters(mail, parameters),
        created_at: clock.now(),
      };
      await insertMails(tx, shared, rows);
      jobs.wake(tx, DELIVERY);
      return rows.map(({ id }) => id);
    },

    openPreview: (id: string, preview: Buffer) => keyRing.open(PREVIEW, id, preview),
    openWaiting: (id: string, rendered: Buffer) => JSON.parse(keyRing.open(PURPOSE, id, rendered)) as WaitingWords,
    openFolded: (id: string, rendered: Buffer) => JSON.parse(keyRing.open(PURPOSE, id, rendered)) as FoldedWords,
  };
}

export type Outbox = ReturnType<typeof createOutbox>;

/** As JSON for the ledger. Foreign text in it is made plain first: PostgreSQL would refuse half a character or a NUL. */
function publicParameters<P>(mail: MailTemplate<P>, parameters: P): string {
  const secret: ReadonlySet<string> = new Set(mail.secretParameters);
  const shown = Object.entries(parameters as object).filter(([name]) => !secret.has(name));
  return JSON.stringify(Object.fromEntries(shown), (_, value: unknown) =>
    typeof value === 'string' ? plainLine(value, LONGEST_PARAMETER) : value,
  );
}
