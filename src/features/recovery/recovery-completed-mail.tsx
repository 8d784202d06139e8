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
import type { Origin } from './doors.ts';
import { EXAMPLE_ORIGIN, originFacts, timeIn } from './mail-facts.ts';
import type { Lost } from './recovery.ts';
import { words } from './words.ts';

interface RecoveryCompleted {
  at: string;
  lost: Lost;
  /** The user's own names of what was removed. */
  removed: readonly string[];
  askedAt: string;
  origin: Origin;
}

export const recoveryCompletedMail = defineMail<RecoveryCompleted>({
  name: 'recovery-completed',
  kind: 'notice',
  secretParameters: [],
  example: {
    at: '2026-11-27T08:00:00.000Z',
    lost: 'second-factor',
    removed: ['My phone'],
    askedAt: '2026-11-24T08:00:00.000Z',
    origin: EXAMPLE_ORIGIN,
  },
  compose({ at, lost, removed, askedAt, origin }, context) {
    const t = words(context.locale);
    const text = t(`mail-completed-text-${lost}`);
    const next = t(lost === 'address' ? 'mail-completed-next-address' : 'mail-completed-next');
    const facts: [string, string][] = [
      [t('fact-done-at'), timeIn(context, at)],
      ...(removed.length === 0
        ? []
        : [[t('fact-removed'), removed.map((name) => plainLine(name)).join(', ')] as [string, string]]),
      [t('fact-asked-at'), timeIn(context, askedAt)],
      ...originFacts(origin, context),
    ];
    return {
      subject: t('mail-completed-subject'),
      preheader: text,
      html: (
        <>
          <MailTitle>{t('mail-completed-subject')}</MailTitle>
          <MailText>{text}</MailText>
          <MailText>{next}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(text, next, textFacts(facts)),
      action: { label: t('mail-completed-action'), href: linkTo(context.publicUrl, '/sign-in') },
    };
  },
});
