import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import { words } from './words.ts';

export interface PhraseChange {
  at: string;
  address: string | null;
  how: 'set' | 'changed' | 'removed';
}

/** Tells of the change in words; the code itself stands in the frame's box, as in every mail (NM-4). */
export const phraseChangedMail = defineMail<PhraseChange>({
  name: 'anti-phishing-code-changed',
  kind: 'notice',
  secretParameters: [],
  example: { at: '2026-11-24T08:12:00.000Z', address: '203.0.113.37', how: 'changed' },
  compose({ at, address, how }, { locale, timeZone, brand, publicUrl }) {
    const t = words(locale);
    const facts = [
      [t('mail-when'), formatDateTimeWithZone(new Date(at), locale, timeZone)],
      [t('mail-address'), address ?? t('mail-address-unknown')],
    ] as const;
    return {
      subject: t(`mail-subject-${how}`, { brand }),
      preheader: t(`mail-preheader-${how}`),
      html: (
        <>
          <MailTitle>{t(`mail-title-${how}`)}</MailTitle>
          <MailText>{t(`mail-text-${how}`)}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(t(`mail-title-${how}`), t(`mail-text-${how}`), textFacts(facts)),
      action: { label: t('mail-action'), href: linkTo(publicUrl, '/security/anti-phishing-code') },
    };
  },
});
