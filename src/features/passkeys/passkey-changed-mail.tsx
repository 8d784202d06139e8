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
import { nameOf } from './provider.ts';
import { words } from './words.ts';

export type PasskeyChange =
  | 'passkey-added'
  | 'security-key-added'
  | 'passkey-removed'
  | 'passkey-asked-enabled'
  | 'passkey-asked-disabled'
  | 'passkey-only-enabled'
  | 'passkey-only-disabled';

export interface PasskeyChanged {
  at: string;
  change: PasskeyChange;
  /** The user's own name of it; null: named after the two below. */
  name: string | null;
  /** null: the change is about no one passkey. */
  aaguid: string | null;
  madeOn: string | null;
  address: string | null;
  /** With this change the password alone opens the account. */
  twoFactorOff: boolean;
}

export const passkeyChangedMail = defineMail<PasskeyChanged>({
  name: 'passkey-changed',
  kind: 'notice',
  secretParameters: [],
  example: {
    at: '2026-11-24T08:12:00.000Z',
    change: 'passkey-removed',
    name: 'My phone',
    aaguid: 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd',
    madeOn: 'iOS',
    address: '203.0.113.37',
    twoFactorOff: true,
  },
  compose({ at, change, name, aaguid, madeOn, address, twoFactorOff }, { locale, timeZone, brand, publicUrl }) {
    const t = words(locale);
    const facts: [string, string][] = [
      [t('mail-when'), formatDateTimeWithZone(new Date(at), locale, timeZone)],
      ...(aaguid === null
        ? []
        : [[t('mail-passkey'), plainLine(nameOf({ name, aaguid, made_on: madeOn }, t))] as [string, string]]),
      [t('mail-address'), address ?? t('mail-unknown')],
    ];
    const text = t(`mail-${change}-text`);
    const more = twoFactorOff ? t('mail-two-factor-off') : null;
    return {
      subject: t(`mail-${change}-subject`, { brand }),
      preheader: text,
      html: (
        <>
          <MailTitle>{t(`mail-${change}-subject`, { brand })}</MailTitle>
          <MailText>{text}</MailText>
          {more && <MailText>{more}</MailText>}
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(text, more, textFacts(facts)),
      action: { label: t('mail-action'), href: linkTo(publicUrl, '/security/passkeys') },
    };
  },
});
