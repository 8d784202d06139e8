import { createTransport } from 'nodemailer';
import type { Mail } from './mailbox.ts';

/** The mail as a mail program saves it. */
export async function writeEml({ headers, subject, text, html }: Mail): Promise<string> {
  const { From, To, 'Message-ID': messageId, ...others } = headers;
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await transport.sendMail({
    ...(From ? { from: From } : {}),
    ...(To ? { to: To } : {}),
    ...(messageId ? { messageId } : {}),
    subject,
    text,
    html,
    headers: others,
    textEncoding: 'quoted-printable',
  });
  return String(message);
}
