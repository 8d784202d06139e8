import type { KeyRing } from '../../foundations/crypto/index.ts';
import type { Queries } from '../../foundations/database/index.ts';
import { normaliseEmailAddress } from '../../foundations/email-address.ts';
import { findForeignLinks } from './find-foreign-links.ts';
import { findByNumber, type SentMail } from './ledger-table.ts';
import { addressIn, decodeWords, type Header, onlyField } from './message-header.ts';
import { findMessageNumbers } from './message-number.ts';
import { hashOfPart } from './part-hash.ts';
import { type ReadMessage, readMessage } from './read-message.ts';
import { type OwnRecords, type SignatureState, verifySignature } from './verify-signature.ts';

/** What about a message is not as we sent it. */
export type Sign =
  | 'number-missing'
  | 'number-unknown'
  | 'number-differs'
  | 'text-changed'
  | 'sender-differs'
  | 'recipient-differs'
  | 'subject-changed'
  | 'date-changed'
  | 'header-doubtful'
  | 'signature-invalid'
  | 'foreign-links';

export interface SentFacts {
  kind: SentMail['kind'];
  at: Date;
  to: string;
  /** Whether it went to the user who asks; null: nobody is signed in. */
  yours: boolean | null;
}

export interface Verdict {
  /** `as-sent`: word for word a mail of ours. `changed`: it has the number of one. `not-ours`: not even that. */
  verdict: 'as-sent' | 'changed' | 'not-ours';
  number: string | null;
  sent: SentFacts | null;
  signature: SignatureState;
  signs: Sign[];
  /** Where it leads besides our own pages. */
  links: string[];
}

interface Deps {
  queries: Queries;
  keyRing: Pick<KeyRing, 'keyedHash'>;
  mailAddress: string;
  /** Origins that our mails may link to. */
  ownOrigins: readonly string[];
  ownRecords: OwnRecords;
}

/** These fields may stand in a message once; of two, one reader takes the first and another the last. */
const SINGLE = ['from', 'to', 'subject', 'date', 'message-id', 'mime-version', 'content-type', 'x-message-number'];
/** None of our mails has these: they would change who seems to write, or who is answered. */
const FORBIDDEN = ['sender', 'reply-to', 'cc', 'bcc'];

/** Compares a whole message with what we sent under its number. Keeps nothing, asks nobody. Null: it is no message. */
export function createCheckMessage({ queries, keyRing, mailAddress, ownOrigins, ownRecords }: Deps) {
  return async function checkMessage(pasted: string, userId: string | null): Promise<Verdict | null> {
    const message = readMessage(pasted);
    if (message === null) return null;
    const numbers = findMessageNumbers(`${message.everything}\n${onlyField(message.header, 'x-message-number') ?? ''}`);
    const [number = null] = numbers;
    const sent = number === null ? null : await findByNumber(queries, number);
    const signature = await verifySignature(pasted, ownRecords);
    const links = findForeignLinks(message.everything, ownOrigins);
    const signs: Sign[] = [
      ...numberSigns(numbers, sent),
      ...(sent === null ? [] : differences(message, sent)),
      ...headerSigns(message.header),
      ...(signature === 'invalid' ? (['signature-invalid'] as const) : []),
      ...(links.length > 0 ? (['foreign-links'] as const) : []),
    ];
    const verdict = sent === null ? 'not-ours' : signs.length > 0 ? 'changed' : 'as-sent';
    return { verdict, number, sent: sent && factsOf(sent, userId), signature, signs, links };
  };

  function differences({ header, parts }: ReadMessage, sent: SentMail): Sign[] {
    const same = (part: string | undefined, hash: Buffer | null) =>
      part !== undefined && hash !== null && hashOfPart(keyRing, part).equals(hash);
    const isUntouched = same(parts?.text, sent.text_hash) && same(parts?.html, sent.html_hash);
    const date = new Date(onlyField(header, 'date') ?? Number.NaN);
    const to = normaliseEmailAddress(addressIn(onlyField(header, 'to') ?? '') ?? '');
    return [
      ...(isUntouched ? [] : (['text-changed'] as const)),
      ...(to !== null && keyRing.keyedHash('official-mail.recipient', to).equals(sent.recipient_hash)
        ? []
        : (['recipient-differs'] as const)),
      ...(decodeWords(onlyField(header, 'subject') ?? '') === sent.subject ? [] : (['subject-changed'] as const)),
      ...(seconds(date) === seconds(sent.created_at) ? [] : (['date-changed'] as const)),
    ];
  }

  function headerSigns(header: Header): Sign[] {
    const from = addressIn(onlyField(header, 'from') ?? '')?.toLowerCase();
    const isDoubtful =
      SINGLE.some((name) => (header.get(name)?.length ?? 0) > 1) || FORBIDDEN.some((name) => header.has(name));
    return [
      ...(from === mailAddress.toLowerCase() ? [] : (['sender-differs'] as const)),
      ...(isDoubtful ? (['header-doubtful'] as const) : []),
    ];
  }
}

function numberSigns(numbers: readonly string[], sent: SentMail | null): Sign[] {
  if (numbers.length === 0) return ['number-missing'];
  return [
    ...(numbers.length > 1 ? (['number-differs'] as const) : []),
    ...(sent === null ? (['number-unknown'] as const) : []),
  ];
}

export function factsOf(sent: SentMail, userId: string | null): SentFacts {
  const { kind, created_at, recipient_masked, user_id } = sent;
  return { kind, at: created_at, to: recipient_masked, yours: userId === null ? null : user_id === userId };
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
