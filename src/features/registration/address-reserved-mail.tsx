import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import { defineMail, MailText, MailTitle, textParagraphs } from '../../ui/mail/index.ts';
import { words } from './words.ts';

interface Parameters {
  until: string;
}

/** To an address that somebody gave up lately and could still get back: it opens no account before that is over. */
export const addressReservedMail = defineMail<Parameters>({
  name: 'address-reserved',
  kind: 'on-request',
  secretParameters: [],
  example: { until: '2026-12-02T08:12:00.000Z' },
  compose({ until }, { locale, timeZone, brand }) {
    const t = words(locale);
    const text = t('reserved-mail-text', { brand, until: formatDateTimeWithZone(new Date(until), locale, timeZone) });
    return {
      subject: t('reserved-mail-subject', { brand }),
      preheader: t('reserved-mail-preheader'),
      html: (
        <>
          <MailTitle>{t('reserved-mail-title')}</MailTitle>
          <MailText>{text}</MailText>
          <MailText>{t('reserved-mail-then')}</MailText>
        </>
      ),
      text: textParagraphs(t('reserved-mail-title'), text, t('reserved-mail-then')),
      why: t('reserved-mail-why', { brand }),
      notYou: t('reserved-mail-not-you'),
    };
  },
});
