import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import { deviceOf, methodOf, placeOf } from './alert-facts.ts';
import { words } from './words.ts';

export interface FailedSecondFactor {
  at: string;
  address: string | null;
  country: string | null;
  network: string | null;
  browser: string | null;
  system: string | null;
  method: string;
  notMeToken: string;
}

export const failedSecondFactorMail = defineMail<FailedSecondFactor>({
  name: 'failed-second-factor',
  kind: 'notice',
  secretParameters: ['notMeToken'],
  example: {
    at: '2026-11-24T08:12:00.000Z',
    address: '203.0.113.37',
    country: 'FR',
    network: 'Example Telecom',
    browser: 'Firefox 148',
    system: 'Linux',
    method: 'totp',
    notMeToken: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  },
  compose(attempt, { locale, timeZone, publicUrl }) {
    const t = words(locale);
    const place = placeOf(attempt, locale);
    const facts: [string, string][] = [
      [t('mail-when'), formatDateTimeWithZone(new Date(attempt.at), locale, timeZone)],
      [t('mail-device'), deviceOf(attempt, locale)],
      [t('mail-place'), place === null ? t('place-unknown') : t('place-approximate', { place })],
      [t('mail-address'), attempt.address ?? t('address-unknown')],
      [t('failed-method'), methodOf(attempt.method, locale)],
    ];
    return {
      subject: t('failed-subject'),
      preheader: t('failed-preheader'),
      html: (
        <>
          <MailTitle>{t('failed-title')}</MailTitle>
          <MailText>{t('failed-text')}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(t('failed-title'), t('failed-text'), textFacts(facts)),
      action: {
        label: t('failed-action'),
        href: linkTo(publicUrl, `/not-me/${attempt.notMeToken}`),
        tone: 'danger',
      },
      notYou: t('failed-not-you', { link: linkTo(publicUrl, '/security/password') }),
    };
  },
});
