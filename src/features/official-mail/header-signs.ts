import { type Field, type MailSender, mailboxOf } from '../../foundations/mail-transport/index.ts';
import type { Sign } from './check-message.ts';
import { type Header, onlyField } from './message-header.ts';

/** What it means that one of our own fields is not as it left us; of those not named here, that the mail is made otherwise. */
const SIGNS: Readonly<Record<string, Sign>> = {
  from: 'sender-differs',
  to: 'recipient-differs',
  subject: 'subject-changed',
  date: 'date-changed',
};

/** What servers and mailboxes on the way put above a mail, and no program shows as the sender's words or answers to. */
const TRACES = new Set([
  ...['received', 'return-path', 'delivered-to', 'envelope-to', 'delivery-date', 'original-recipient'],
  ...['dkim-signature', 'authentication-results', 'authentication-results-original', 'received-spf'],
  ...['ui-inboundreport', 'ui-outboundreport'],
  ...['arc-seal', 'arc-message-signature', 'arc-authentication-results'],
  // Of mail folders.
  ...['status', 'lines', 'content-length', 'content-language'],
]);
/** Nobody's standard, so mailboxes may add what they like; these few some programs act on. */
const ACTED_ON = /^x-(?:face|.*(?:image|avatar|logo).*|confirm-reading-to|.*priority|.*reply-to|.*unsubscribe.*)$/;

/** Every field of `sent` exactly once and as it left us, and besides them nothing but traces of the way. */
export function headerSigns({ fields, isPlain }: Header, sent: readonly Field[]): Sign[] {
  const signs: Sign[] = isPlain ? [] : ['header-doubtful'];
  const own = new Set<string>();
  for (const [name, value] of sent) {
    const key = name.toLowerCase();
    own.add(key);
    const values = fields.get(key) ?? [];
    if (values.length > 1) signs.push('header-doubtful');
    if (values.length !== 1 || values[0] !== value) signs.push(signOf(key, values.length));
  }
  for (const name of fields.keys()) if (!own.has(name) && !isTrace(name)) signs.push('header-doubtful');
  return signs;
}

function signOf(key: string, count: number): Sign {
  if (key === 'x-message-number' && count > 0) return 'number-differs';
  return SIGNS[key] ?? 'text-changed';
}

/** Of a mail that is none of ours, only whether it claims to be. */
export function senderSigns(header: Header, from: MailSender): Sign[] {
  return onlyField(header, 'from') === mailboxOf(from) ? [] : ['sender-differs'];
}

function isTrace(name: string): boolean {
  return TRACES.has(name) || (name.startsWith('x-') && !ACTED_ON.test(name));
}
