import type { Queries } from '../database/index.ts';

export interface MailSender {
  name: string;
  address: string;
}

/** A finished mail. One recipient each; nothing is added to it on the way but what the protocol needs. */
export interface OutgoingMail {
  from: MailSender;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** With angle brackets. The same for every try, so that a second copy can be recognised. */
  messageId: string;
  headers: Readonly<Record<string, string>>;
}

export interface MailTransport {
  /** How many it is given at a time. Absent: one, so that none waits for the slow delivery of another. */
  readonly portion?: number;
  /**
   * Resolves once the next hop is answerable for the mail; else throws a MailNotSent. `tx`: the transaction in which
   * the mail is marked as sent.
   */
  send(mail: OutgoingMail, tx?: Queries): Promise<void>;
  /** Lets running sends finish and holds no connection afterwards. */
  close(): void;
}

/** Why a mail was not taken. `reason` is made of codes alone, never of what the server wrote: that may name the recipient. */
export class MailNotSent extends Error {
  override readonly name = 'MailNotSent';
  /** Trying again cannot help: this recipient or this message was refused for good. */
  readonly permanent: boolean;
  readonly reason: string;

  constructor(permanent: boolean, reason: string) {
    super(`mail not sent: ${reason}`);
    this.permanent = permanent;
    this.reason = reason;
  }
}
