import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import { words } from './words.ts';

interface Parameters {
  at: string;
  address: string | null;
}

/** What the owner gets when another user asks to sign in with this address from now on; the page looked the same (RL-5). */
export const addressTriedMail = defineMail<Parameters>({
  name: 'address-tried',
  kind: 'on-request',
  secretParameters: [],
  example: { at: '2026-11-24T08:12:00.000Z', address: '203.0.113.37' },
  compose({ at, address }, { locale, timeZone, brand, publicUrl }) {
    const t = words(locale);
    const facts = [
      [t('code-mail-when'), formatDateTimeWithZone(new Date(at), locale, timeZone)],
      [t('verify-mail-from'), address ?? t('unknown-address')],
    ] as const;
    const text = t('tried-mail-text', { brand });
    return {
      subject: t('tried-mail-subject', { brand }),
      preheader: t('tried-mail-preheader'),
      html: (
        <>
          <MailTitle>{t('tried-mail-title')}</MailTitle>
          <MailText>{text}</MailText>
          <MailText>{t('tried-mail-you')}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(t('tried-mail-title'), text, t('tried-mail-you'), textFacts(facts)),
      action: { label: t('taken-mail-button'), href: linkTo(publicUrl, '/sign-in') },
      why: t('tried-mail-why', { brand }),
      notYou: t('tried-mail-not-you'),
    };
  },
});
