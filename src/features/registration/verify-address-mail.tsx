import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import { words } from './words.ts';

interface Parameters {
  token: string;
  at: string;
  address: string | null;
  lifetimeHours: number;
}

/** To an address not yet proven to be anybody's: says when and from where it was asked, and nothing a stranger wrote. */
export const verifyAddressMail = defineMail<Parameters>({
  name: 'verify-address',
  kind: 'on-request',
  secretParameters: ['token'],
  example: { token: 'example', at: '2026-11-24T08:12:00.000Z', address: '203.0.113.37', lifetimeHours: 24 },
  compose({ token, at, address, lifetimeHours }, { locale, timeZone, brand, publicUrl }) {
    const t = words(locale);
    const facts = [
      [t('verify-mail-when'), formatDateTimeWithZone(new Date(at), locale, timeZone)],
      [t('verify-mail-from'), address ?? t('unknown-address')],
    ] as const;
    const text = t('verify-mail-text', { brand, hours: lifetimeHours });
    return {
      subject: t('verify-mail-subject', { brand }),
      preheader: t('verify-mail-preheader'),
      html: (
        <>
          <MailTitle>{t('verify-mail-title')}</MailTitle>
          <MailText>{text}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(t('verify-mail-title'), text, textFacts(facts)),
      action: { label: t('verify-mail-button'), href: linkTo(publicUrl, `/verify-address?token=${token}`) },
      why: t('verify-mail-why', { brand }),
      notYou: t('verify-mail-not-you'),
    };
  },
});
