import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import { timeIn } from './mail-facts.ts';
import { words } from './words.ts';

interface WaitChanged {
  at: string;
  address: string | null;
  before: number;
  after: number;
  countsFrom: string;
}

export const waitChangedMail = defineMail<WaitChanged>({
  name: 'recovery-wait-changed',
  kind: 'notice',
  secretParameters: [],
  example: {
    at: '2026-11-24T08:00:00.000Z',
    address: '203.0.113.5',
    before: 3,
    after: 1,
    countsFrom: '2026-12-01T08:00:00.000Z',
  },
  compose({ at, address, before, after, countsFrom }, context) {
    const t = words(context.locale);
    const text = t(after < before ? 'mail-wait-text-shorter' : 'mail-wait-text', {
      days: after,
      from: timeIn(context, countsFrom),
    });
    const facts: [string, string][] = [
      [t('fact-done-at'), timeIn(context, at)],
      [t('fact-address'), address ?? t('unknown')],
      [t('fact-wait-before'), t('days', { days: before })],
      [t('fact-wait-after'), t('days', { days: after })],
    ];
    return {
      subject: t('mail-wait-subject'),
      preheader: text,
      html: (
        <>
          <MailTitle>{t('mail-wait-subject')}</MailTitle>
          <MailText>{text}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(text, textFacts(facts)),
      action: { label: t('mail-action'), href: linkTo(context.publicUrl, '/security/recovery') },
    };
  },
});
