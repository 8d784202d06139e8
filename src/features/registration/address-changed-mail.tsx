import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import { LEAVING_DAYS } from './notification-address.ts';
import { words } from './words.ts';

interface Parameters {
  at: string;
  before: string;
  after: string;
  /** Where the request came from. */
  address: string | null;
}

/** To the old address and the new (RC-7): both are told which the other is. */
export const addressChangedMail = defineMail<Parameters>({
  name: 'address-changed',
  kind: 'notice',
  secretParameters: [],
  example: {
    at: '2026-11-24T08:12:00.000Z',
    before: 'camille@example.com',
    after: 'camille.martin@example.org',
    address: '203.0.113.37',
  },
  compose({ at, before, after, address }, { locale, timeZone, brand, publicUrl }) {
    const t = words(locale);
    const facts = [
      [t('changed-mail-when'), formatDateTimeWithZone(new Date(at), locale, timeZone)],
      [t('changed-mail-before'), before],
      [t('changed-mail-after'), after],
      [t('verify-mail-from'), address ?? t('unknown-address')],
    ] as const;
    const text = t('changed-mail-text', { brand });
    const old = t('changed-mail-old', { before, days: LEAVING_DAYS });
    return {
      subject: t('changed-mail-subject', { brand }),
      preheader: t('changed-mail-preheader', { after }),
      html: (
        <>
          <MailTitle>{t('changed-mail-title')}</MailTitle>
          <MailText>{text}</MailText>
          <MailFacts rows={facts} />
          <MailText>{old}</MailText>
        </>
      ),
      text: textParagraphs(t('changed-mail-title'), text, textFacts(facts), old),
      action: { label: t('changed-mail-button'), href: linkTo(publicUrl, '/personal-information') },
    };
  },
});
