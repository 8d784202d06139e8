import type { KeyRing } from '../../foundations/crypto/index.ts';
import type { Queries } from '../../foundations/database/index.ts';
import { normaliseEmailAddress } from '../../foundations/email-address.ts';
import type { MailSender } from '../../foundations/mail-transport/index.ts';
import { hashOfBody } from './body-hash.ts';
import { findForeignLinks } from './find-foreign-links.ts';
import { headerSigns, senderSigns } from './header-signs.ts';
import { findByNumber, type SentMail } from './ledger-table.ts';
import { sentHeader } from './mail-header.ts';
import { type Header, onlyField } from './message-header.ts';
import { findMessageNumbers } from './message-number.ts';
import { guessContent, readMessage } from './read-message.ts';
import { type OwnRecords, type SignatureState, verifySignature } from './verify-signature.ts';

/** What about a message is not as we sent it, in the order in which it is told. */
const SIGNS = [
  'number-missing',
  'number-unknown',
  'number-differs',
  'text-changed',
  'sender-differs',
  'recipient-differs',
  'subject-changed',
  'date-changed',
  'header-doubtful',
  'signature-missing',
  'signature-invalid',
  'foreign-links',
] as const;
export type Sign = (typeof SIGNS)[number];

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
  mailFrom: MailSender;
  /** Origins that our mails may link to. */
  ownOrigins: readonly string[];
  ownRecords: OwnRecords;
}

/** Numbers that are looked up: a forger may print many. */
const MOST_NUMBERS = 3;

/**
 * Compares a whole message with what we sent under its number: the body as it went over the wire, and every field of the
 * header. Nothing of it is interpreted, so no two programs can read it differently. Keeps nothing, asks nobody. Null: it is no message.
 */
export function createCheckMessage({ queries, keyRing, mailFrom, ownOrigins, ownRecords }: Deps) {
  return async function checkMessage(pasted: string, userId: string | null): Promise<Verdict | null> {
    const message = readMessage(pasted);
    if (message === null) return null;
    const content = guessContent(message.body);
    const numbers = findMessageNumbers(`${onlyField(message.header, 'x-message-number') ?? ''}\n${content}`);
    const sent = await findFirst(numbers);
    const isWhole = sent?.body_hash?.equals(hashOfBody(keyRing, message.body)) ?? false;
    const signature = await verifySignature(message, ownRecords, isWhole);
    // In a body of ours are only our own links and those that somebody put into a name.
    const links = isWhole ? [] : findForeignLinks(content, ownOrigins);
    const found = new Set<Sign>([
      ...(isWhole ? [] : bodySigns(numbers, sent, links)),
      ...(sent === null ? senderSigns(message.header, mailFrom) : compareHeader(message.header, sent)),
      ...signatureSigns(signature, sent),
    ]);
    const signs = SIGNS.filter((sign) => found.has(sign));
    const verdict = sent === null ? 'not-ours' : signs.length > 0 ? 'changed' : 'as-sent';
    return {
      verdict,
      number: sent?.number ?? numbers[0] ?? null,
      sent: sent && factsOf(sent, userId),
      signature,
      signs,
      links,
    };
  };

  async function findFirst(numbers: readonly string[]): Promise<SentMail | null> {
    for (const number of numbers.slice(0, MOST_NUMBERS)) {
      const sent = await findByNumber(queries, number);
      if (sent !== null) return sent;
    }
    return null;
  }

  /** The address is known by its hash alone. */
  function compareHeader(header: Header, sent: SentMail): Sign[] {
    const to = onlyField(header, 'to') ?? '';
    const isRecipient =
      normaliseEmailAddress(to) === to && keyRing.keyedHash('official-mail.recipient', to).equals(sent.recipient_hash);
    return [
      ...headerSigns(header, sentHeader(sent, mailFrom, to)),
      ...(isRecipient ? [] : (['recipient-differs'] as const)),
    ];
  }
}

function bodySigns(numbers: readonly string[], sent: SentMail | null, links: readonly string[]): Sign[] {
  return [
    ...(numbers.length === 0 ? (['number-missing'] as const) : []),
    ...(numbers.length > 1 ? (['number-differs'] as const) : []),
    ...(numbers.length > 0 && sent === null ? (['number-unknown'] as const) : []),
    ...(sent === null ? [] : (['text-changed'] as const)),
    ...(links.length > 0 ? (['foreign-links'] as const) : []),
  ];
}

/** With keys of our own, every mail of ours is signed. */
function signatureSigns(signature: SignatureState, sent: SentMail | null): Sign[] {
  if (signature === 'invalid') return ['signature-invalid'];
  return signature === 'absent' && sent !== null ? ['signature-missing'] : [];
}

export function factsOf(sent: SentMail, userId: string | null): SentFacts {
  const { kind, created_at, recipient_masked, user_id } = sent;
  return { kind, at: created_at, to: recipient_masked, yours: userId === null ? null : user_id === userId };
}
