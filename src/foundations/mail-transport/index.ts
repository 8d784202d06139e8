export { MailNotSent, type MailSender, type MailTransport, type OutgoingMail } from './mail-transport.ts';
export { createMailboxTransport, type KeptMail } from './mailbox-transport.ts';
export { createSmtpTransport } from './smtp-transport.ts';
