import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import { factsOfChange } from './mail-facts.ts';
import { words } from './words.ts';

interface ListRemoved {
  at: string;
  address: string | null;
  count: number;
}

export const listRemovedMail = defineMail<ListRemoved>({
  name: 'ip-restriction-removed',
  kind: 'notice',
  secretParameters: [],
  example: { at: '2026-11-24T08:12:00.000Z', address: '203.0.113.37', count: 2 },
  compose({ at, address, count }, reader) {
    const { locale, brand, publicUrl } = reader;
    const t = words(locale);
    const facts: [string, string][] = [
      ...factsOfChange({ at, address }, reader),
      [t('mail-entries-before'), String(count)],
    ];
    return {
      subject: t('removed-subject', { brand }),
      preheader: t('removed-text'),
      html: (
        <>
          <MailTitle>{t('removed-subject', { brand })}</MailTitle>
          <MailText>{t('removed-text')}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(t('removed-text'), textFacts(facts)),
      action: { label: t('mail-action'), href: linkTo(publicUrl, '/security/ip-restriction') },
    };
  },
});
