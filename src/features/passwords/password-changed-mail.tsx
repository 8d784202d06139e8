import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import type { Origin } from './doors.ts';
import { EXAMPLE_ORIGIN, originFacts } from './mail-facts.ts';
import { words } from './words.ts';

export interface PasswordChangedMail {
  at: string;
  how: 'change' | 'reset' | 'closed';
  origin: Origin;
}

/** Tells the owner that the password is another one now, or none; there is no password in it (RC-4). */
export const passwordChangedMail = defineMail<PasswordChangedMail>({
  name: 'password-changed',
  kind: 'notice',
  secretParameters: [],
  example: { at: '2026-11-24T08:00:00.000Z', how: 'change', origin: EXAMPLE_ORIGIN },
  compose({ at, how, origin }, context) {
    const t = words(context.locale);
    const facts = originFacts(t('mail-changed-at'), at, origin, context);
    const subject = t(how === 'closed' ? 'mail-closed-subject' : 'mail-changed-subject');
    const text = t(`mail-changed-by-${how}`, { brand: context.brand });
    return {
      subject,
      preheader: text,
      html: (
        <>
          <MailTitle>{subject}</MailTitle>
          <MailText>{text}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(text, textFacts(facts)),
      action:
        how === 'closed'
          ? { label: t('mail-closed-action'), href: linkTo(context.publicUrl, '/forgot-password') }
          : { label: t('mail-changed-action'), href: linkTo(context.publicUrl, '/security') },
      notYou: t('mail-changed-not-you', { link: linkTo(context.publicUrl, '/forgot-password') }),
    };
  },
});
