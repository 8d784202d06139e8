export { tintMail } from '../brand-colours.ts';
export {
  defineMail,
  linkTo,
  type MailAction,
  type MailContext,
  type MailTemplate,
  type MailWords,
} from './define-mail.ts';
export {
  MailBox,
  MailButton,
  MailCode,
  MailFacts,
  MailLink,
  MailNote,
  MailSmall,
  MailText,
  MailTitle,
} from './mail-blocks.tsx';
export { renderMailDocument } from './mail-document.tsx';
export { plainLine } from './plain-line.ts';
export { textFacts, textParagraphs } from './text-blocks.ts';
