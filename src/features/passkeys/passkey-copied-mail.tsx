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

export interface PasskeyCopied {
  at: string;
  name: string | null;
  aaguid: string;
  madeOn: string | null;
  address: string | null;
}

/** PK-13: its counter did not rise, so a copy may be about. */
export const passkeyCopiedMail = defineMail<PasskeyCopied>({
  name: 'passkey-copied',
  kind: 'notice',
  secretParameters: [],
  example: {
    at: '2026-11-24T08:12:00.000Z',
    name: 'My key',
    aaguid: '00000000-0000-0000-0000-000000000000',
    madeOn: 'Windows',
    address: '203.0.113.37',
  },
  compose({ at, name, aaguid, madeOn, address }, { locale, timeZone, brand, publicUrl }) {
    const t = words(locale);
    const facts: [string, string][] = [
      [t('mail-when'), formatDateTimeWithZone(new Date(at), locale, timeZone)],
      [t('mail-passkey'), plainLine(nameOf({ name, aaguid, made_on: madeOn }, t))],
      [t('mail-address'), address ?? t('mail-unknown')],
    ];
    return {
      subject: t('mail-copied-subject', { brand }),
      preheader: t('mail-copied-text'),
      html: (
        <>
          <MailTitle>{t('mail-copied-subject', { brand })}</MailTitle>
          <MailText>{t('mail-copied-text')}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(t('mail-copied-text'), textFacts(facts)),
      action: { label: t('mail-action'), href: linkTo(publicUrl, '/security/passkeys') },
      notYou: t('mail-copied-not-you', { link: linkTo(publicUrl, '/security/passkeys') }),
    };
  },
});
