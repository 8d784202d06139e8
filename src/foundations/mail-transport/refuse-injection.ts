import { MailNotSent, type OutgoingMail } from './mail-transport.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
const CONTROL = /[\u0000-\u001f\u007f]/;
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]*$/;
/** One bare address: nothing that could be read as a second one, a display name or a group. */
const ONE_ADDRESS = /^[^\s@,;:<>()[\]"\\]+@[^\s@,;:<>()[\]"\\]+$/u;

/** The last wall before the wire (NM-5): a mail whose headers hold a line break, or more than one recipient, is not sent. */
export function refuseInjection(mail: OutgoingMail): void {
  const values = [
    mail.from.name,
    mail.from.address,
    mail.to,
    mail.subject,
    mail.messageId,
    ...Object.values(mail.headers),
  ];
  if (values.some((value) => CONTROL.test(value))) throw new MailNotSent(true, 'control-character-in-header');
  if (!Object.keys(mail.headers).every((name) => HEADER_NAME.test(name)))
    throw new MailNotSent(true, 'bad-header-name');
  if (!ONE_ADDRESS.test(mail.to)) throw new MailNotSent(true, 'not-one-recipient');
}
