import { createHash, sign } from 'node:crypto';
import type { Field } from './build-message.ts';
import { type DkimKey, domainOfAddress } from './dkim.ts';

/** What our mails do not have and a reader would go by: an added one is not covered, so it breaks the signature. */
const ABSENT = [
  ...['Sender', 'Reply-To', 'Cc', 'Bcc', 'In-Reply-To', 'References', 'Mail-Followup-To'],
  ...['Content-Transfer-Encoding', 'Content-Disposition', 'Disposition-Notification-To'],
  ...['List-Unsubscribe', 'List-Unsubscribe-Post'],
];

/**
 * The DKIM-Signature (RFC 6376, relaxed/simple) of a message as we build it, each field once. Every name
 * is signed once more than there are fields of it, so that none can be added (§8.15).
 */
export function signMessage(header: readonly Field[], body: string, sender: string, key: DkimKey): Field {
  const names = header.map(([name]) => name);
  const tags = [
    'v=1',
    'a=rsa-sha256',
    'c=relaxed/simple',
    `d=${domainOfAddress(sender)}`,
    `s=${key.selector}`,
    `h=${[...names, ...names, ...ABSENT].join(': ')}`,
    `bh=${createHash('sha256').update(body).digest('base64')}`,
    'b=',
  ];
  const unsigned: Field = ['DKIM-Signature', tags.join('; ')];
  const lines = [...header, unsigned].map(([name, value]) => `${name.toLowerCase()}:${value}`);
  const signature = sign('sha256', Buffer.from(lines.join('\r\n')), key.privateKey).toString('base64');
  return ['DKIM-Signature', unsigned[1] + (signature.match(/.{1,70}/g) ?? []).join(' ')];
}
