import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import type { AlertMode } from './alert-mode.ts';
import { words } from './words.ts';

export interface AlertsReduced {
  at: string;
  address: string | null;
  before: AlertMode;
  after: AlertMode;
}

export const alertsReducedMail = defineMail<AlertsReduced>({
  name: 'login-alerts-reduced',
  kind: 'notice',
  secretParameters: [],
  example: { at: '2026-11-24T08:12:00.000Z', address: '203.0.113.37', before: 'every', after: 'off' },
  compose({ at, address, before, after }, { locale, timeZone, brand, publicUrl }) {
    const t = words(locale);
    const when = formatDateTimeWithZone(new Date(at), locale, timeZone);
    const facts = [
      [t('mail-when'), when],
      [t('mail-address'), address ?? t('address-unknown')],
      [t('reduced-before'), t(`mode-${before}`)],
      [t('reduced-after'), t(`mode-${after}`)],
    ] as const;
    return {
      subject: t(after === 'off' ? 'reduced-subject-off' : 'reduced-subject', { brand }),
      preheader: t('reduced-preheader', { when, mode: t(`mode-${after}`) }),
      html: (
        <>
          <MailTitle>{t('reduced-title')}</MailTitle>
          <MailText>{t('reduced-text')}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(t('reduced-title'), t('reduced-text'), textFacts(facts)),
      action: { label: t('reduced-action'), href: linkTo(publicUrl, '/security/login-alerts') },
    };
  },
});
