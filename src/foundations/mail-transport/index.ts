export { MailNotSent, type MailSender, type MailTransport, type OutgoingMail } from './mail-transport.ts';
export { createMailboxTransport, type KeptMail, type MailboxTransport } from './mailbox-transport.ts';
export { createSmtpTransport } from './smtp-transport.ts';
