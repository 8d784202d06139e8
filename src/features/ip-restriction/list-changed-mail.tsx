import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import { factsOfChange, timeOf } from './mail-facts.ts';
import { words } from './words.ts';

interface ListChanged {
  at: string;
  address: string | null;
  count: number;
  /** Of the confirmed list; null: there was none. */
  countBefore: number | null;
  revertsAt: string;
}

/** Numbers of entries, never the entries: a mailbox that is read must not tell from where it works (IP-7). */
export const listChangedMail = defineMail<ListChanged>({
  name: 'ip-restriction-changed',
  kind: 'notice',
  secretParameters: [],
  example: {
    at: '2026-11-24T08:12:00.000Z',
    address: '203.0.113.37',
    count: 2,
    countBefore: 1,
    revertsAt: '2026-11-24T08:27:00.000Z',
  },
  compose({ at, address, count, countBefore, revertsAt }, reader) {
    const { locale, brand, publicUrl } = reader;
    const t = words(locale);
    const facts: [string, string][] = [
      ...factsOfChange({ at, address }, reader),
      [t('mail-entries'), String(count)],
      [t('mail-entries-before'), countBefore === null ? t('mail-no-list') : String(countBefore)],
    ];
    const text = t('changed-text', { until: timeOf(revertsAt, reader) });
    return {
      subject: t('changed-subject', { brand }),
      preheader: text,
      html: (
        <>
          <MailTitle>{t('changed-subject', { brand })}</MailTitle>
          <MailText>{text}</MailText>
          <MailText>{t('changed-next')}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(text, t('changed-next'), textFacts(facts)),
      action: { label: t('mail-action'), href: linkTo(publicUrl, '/security/ip-restriction') },
    };
  },
});
