import { defineMail, linkTo, MailText, MailTitle, textParagraphs } from '../../ui/mail/index.ts';
import { words } from './words.ts';

/** What the owner gets when somebody signs up with a taken address; the page looked the same (RL-5). */
export const addressTakenMail = defineMail<Record<string, never>>({
  name: 'address-taken',
  kind: 'on-request',
  secretParameters: [],
  example: {},
  compose(_, { locale, brand, publicUrl }) {
    const t = words(locale);
    const text = t('taken-mail-text', { brand });
    return {
      subject: t('taken-mail-subject', { brand }),
      preheader: t('taken-mail-preheader'),
      html: (
        <>
          <MailTitle>{t('taken-mail-title')}</MailTitle>
          <MailText>{text}</MailText>
          <MailText>{t('taken-mail-you')}</MailText>
        </>
      ),
      text: textParagraphs(t('taken-mail-title'), text, t('taken-mail-you')),
      action: { label: t('taken-mail-button'), href: linkTo(publicUrl, '/sign-in') },
      why: t('taken-mail-why', { brand }),
      notYou: t('taken-mail-not-you'),
    };
  },
});
