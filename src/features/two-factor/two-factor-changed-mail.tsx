import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import {
  defineMail,
  linkTo,
  MailFacts,
  MailText,
  MailTitle,
  plainLine,
  textFacts,
  textParagraphs,
} from '../../ui/mail/index.ts';
import { words } from './words.ts';

export type TwoFactorChange =
  | 'two-factor-enabled'
  | 'two-factor-disabled'
  | 'app-added'
  | 'app-replaced'
  | 'app-removed'
  | 'backup-codes-renewed';

export interface TwoFactorChanged {
  at: string;
  change: TwoFactorChange;
  /** The user's own name of the app; empty when the change is about codes. */
  app: string;
  address: string | null;
  /** When the backup codes were made that are void now; null: none were. */
  oldCodesOf: string | null;
}

export const twoFactorChangedMail = defineMail<TwoFactorChanged>({
  name: 'two-factor-changed',
  kind: 'notice',
  secretParameters: [],
  example: {
    at: '2026-11-24T08:12:00.000Z',
    change: 'two-factor-disabled',
    app: 'My phone',
    address: '203.0.113.37',
    oldCodesOf: '2026-10-02T09:00:00.000Z',
  },
  compose({ at, change, app, address, oldCodesOf }, { locale, timeZone, brand, publicUrl }) {
    const t = words(locale);
    const timeOf = (iso: string) => formatDateTimeWithZone(new Date(iso), locale, timeZone);
    const facts: [string, string][] = [
      [t('mail-when'), timeOf(at)],
      ...(app === '' ? [] : [[t('mail-app'), plainLine(app)] as [string, string]]),
      [t('mail-address'), address ?? t('mail-unknown')],
    ];
    const text = t(`mail-${change}-text`);
    const voided = oldCodesOf === null ? null : t('mail-codes-void', { date: timeOf(oldCodesOf) });
    return {
      subject: t(`mail-${change}-subject`, { brand }),
      preheader: text,
      html: (
        <>
          <MailTitle>{t(`mail-${change}-subject`, { brand })}</MailTitle>
          <MailText>{text}</MailText>
          {voided && <MailText>{voided}</MailText>}
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(text, voided, textFacts(facts)),
      action: { label: t('mail-action'), href: linkTo(publicUrl, '/security/two-factor') },
    };
  },
});
