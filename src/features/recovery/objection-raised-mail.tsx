import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import type { Origin } from './doors.ts';
import { EXAMPLE_ORIGIN, originFacts, timeIn } from './mail-facts.ts';
import { changeWords, words } from './words.ts';

interface ObjectionRaised {
  at: string;
  until: string;
  /** Of the change that was objected to. */
  kind: string;
  changedAt: string;
  origin: Origin;
}

export const objectionRaisedMail = defineMail<ObjectionRaised>({
  name: 'objection-raised',
  kind: 'notice',
  secretParameters: [],
  example: {
    at: '2026-11-24T08:00:00.000Z',
    until: '2026-11-25T08:00:00.000Z',
    kind: 'password-changed',
    changedAt: '2026-11-24T07:30:00.000Z',
    origin: EXAMPLE_ORIGIN,
  },
  compose({ at, until, kind, changedAt, origin }, context) {
    const t = words(context.locale);
    const text = t('mail-objection-text', { until: timeIn(context, until) });
    const next = t('mail-objection-next');
    const facts: [string, string][] = [
      [t('fact-change'), changeWords(kind, t)],
      [t('fact-changed-at'), timeIn(context, changedAt)],
      [t('fact-objected-at'), timeIn(context, at)],
      ...originFacts(origin, context),
    ];
    return {
      subject: t('mail-objection-subject'),
      preheader: text,
      html: (
        <>
          <MailTitle>{t('mail-objection-subject')}</MailTitle>
          <MailText>{text}</MailText>
          <MailText>{next}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(text, next, textFacts(facts)),
      action: { label: t('mail-action'), href: linkTo(context.publicUrl, '/security/recovery') },
      notYou: t('mail-objection-not-you'),
    };
  },
});
