import { bodyOf, headerOf, writeMessage } from '../src/foundations/mail-transport/index.ts';
import type { Mail } from './mailbox.ts';

/** The mail as a mail program saves it. */
export function writeEml({ headers, subject, text, html }: Mail): string {
  const { From = '', To = '', 'Message-ID': messageId = '', ...others } = headers;
  const [, name = '', address = ''] = /^(.*) <(.*)>$/.exec(From) ?? [];
  const header = headerOf({ from: { name, address }, to: To, subject, messageId, headers: others });
  return writeMessage(header, bodyOf({ text, html }));
}
