import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import type { Origin } from './doors.ts';
import { EXAMPLE_ORIGIN, originFacts, timeIn } from './mail-facts.ts';
import { changeWords, words } from './words.ts';

interface ChangeUndone {
  at: string;
  /** Of the change that was taken back. */
  kind: string;
  changedAt: string;
  origin: Origin;
}

export const changeUndoneMail = defineMail<ChangeUndone>({
  name: 'change-undone',
  kind: 'notice',
  secretParameters: [],
  example: {
    at: '2026-11-24T08:00:00.000Z',
    kind: 'two-factor-disabled',
    changedAt: '2026-11-24T07:30:00.000Z',
    origin: EXAMPLE_ORIGIN,
  },
  compose({ at, kind, changedAt, origin }, context) {
    const t = words(context.locale);
    const facts: [string, string][] = [
      [t('fact-change'), changeWords(kind, t)],
      [t('fact-changed-at'), timeIn(context, changedAt)],
      [t('fact-undone-at'), timeIn(context, at)],
      ...originFacts(origin, context),
    ];
    return {
      subject: t('mail-undone-subject'),
      preheader: t('mail-undone-text'),
      html: (
        <>
          <MailTitle>{t('mail-undone-subject')}</MailTitle>
          <MailText>{t('mail-undone-text')}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(t('mail-undone-text'), textFacts(facts)),
      action: { label: t('mail-action'), href: linkTo(context.publicUrl, '/security/recovery') },
    };
  },
});
