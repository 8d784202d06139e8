import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import { LEAVING_DAYS } from './notification-address.ts';
import { words } from './words.ts';

export interface AddressesChanged {
  at: string;
  how: 'added' | 'removed';
  /** Where security mail goes from now on, or goes no more. */
  notified: string;
  /** Where the request came from. */
  address: string | null;
}

export const notificationAddressMail = defineMail<AddressesChanged>({
  name: 'notification-address-changed',
  kind: 'notice',
  secretParameters: [],
  example: {
    at: '2026-11-24T08:12:00.000Z',
    how: 'removed',
    notified: 'camille@example.org',
    address: '203.0.113.37',
  },
  compose({ at, how, notified, address }, { locale, timeZone, brand, publicUrl }) {
    const t = words(locale);
    const facts = [
      [t('changed-mail-when'), formatDateTimeWithZone(new Date(at), locale, timeZone)],
      [t(`${how}-mail-which`), notified],
      [t('verify-mail-from'), address ?? t('unknown-address')],
    ] as const;
    const text = t(`${how}-mail-text`, { brand, days: LEAVING_DAYS });
    return {
      subject: t(`${how}-mail-subject`, { brand }),
      preheader: text,
      html: (
        <>
          <MailTitle>{t(`${how}-mail-title`)}</MailTitle>
          <MailText>{text}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(t(`${how}-mail-title`), text, textFacts(facts)),
      action: { label: t('changed-mail-button'), href: linkTo(publicUrl, '/personal-information') },
    };
  },
});
