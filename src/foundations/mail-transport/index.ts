export { bodyOf, type Field, headerOf, mailboxOf, writeMessage } from './build-message.ts';
export { type DkimKey, dkimRecords, domainOfAddress } from './dkim.ts';
export { MailNotSent, type MailSender, type MailTransport, type OutgoingMail } from './mail-transport.ts';
export { createMailboxTransport, type KeptMail, mailboxColumn } from './mailbox-transport.ts';
export { checkMailServer, createSmtpTransport } from './smtp-transport.ts';
