import { domainOfAddress, type Field, headerOf, type MailSender } from '../../foundations/mail-transport/index.ts';
import type { OfficialMailRow } from './official-mail-table.ts';

type Sent = Pick<OfficialMailRow, 'id' | 'number' | 'created_at'>;

/** What a mail's header has besides sender, recipient and subject. NM-7: no List-Unsubscribe, since none of these mails is optional. */
export function headersOf({ id, number, created_at }: Sent, from: MailSender) {
  return {
    messageId: `<${id}@${domainOfAddress(from.address)}>`,
    headers: {
      Date: created_at.toUTCString().replace('GMT', '+0000'),
      'Auto-Submitted': 'auto-generated',
      'X-Message-Number': number,
    },
  };
}

/** The header that this mail left us with. */
export function sentHeader(sent: Sent & { subject: string }, from: MailSender, to: string): Field[] {
  return headerOf({ from, to, subject: sent.subject, ...headersOf(sent, from) });
}
