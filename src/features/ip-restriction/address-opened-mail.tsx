import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import type { Origin } from './doors.ts';
import { factsOfOrigin, timeOf } from './mail-facts.ts';
import { words } from './words.ts';

export const addressOpenedMail = defineMail<Origin & { at: string; until: string }>({
  name: 'address-opened',
  kind: 'notice',
  secretParameters: [],
  example: {
    at: '2026-11-24T08:12:00.000Z',
    until: '2026-11-24T08:27:00.000Z',
    address: '203.0.113.37',
    country: 'FR',
    network: 'Example Telecom',
    browser: 'Firefox 148',
    system: 'Linux',
  },
  compose({ until, ...origin }, reader) {
    const { locale, brand, publicUrl } = reader;
    const t = words(locale);
    const facts = factsOfOrigin(origin, reader);
    const text = t('opened-text', { until: timeOf(until, reader) });
    return {
      subject: t('opened-subject', { brand }),
      preheader: text,
      html: (
        <>
          <MailTitle>{t('opened-subject', { brand })}</MailTitle>
          <MailText>{text}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(text, textFacts(facts)),
      action: { label: t('mail-action'), href: linkTo(publicUrl, '/security/ip-restriction') },
      notYou: t('opened-not-you', { link: linkTo(publicUrl, '/forgot-password') }),
    };
  },
});
