import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import type { Origin } from './doors.ts';
import { EXAMPLE_ORIGIN, originFacts, timeIn } from './mail-facts.ts';
import type { Lost } from './recovery.ts';
import { words } from './words.ts';

interface RecoveryWaiting {
  lost: Lost;
  askedAt: string;
  completesAt: string;
  /** A stop from a mail has paused it before; it does so once. */
  wasStopped: boolean;
  token: string;
  origin: Origin;
}

/** Every day while a recovery waits, to every notification address: whoever sleeps on holiday is told all the same. */
export const recoveryWaitingMail = defineMail<RecoveryWaiting>({
  name: 'recovery-waiting',
  kind: 'notice',
  secretParameters: ['token'],
  example: {
    lost: 'second-factor',
    askedAt: '2026-11-24T08:00:00.000Z',
    completesAt: '2026-11-27T08:00:00.000Z',
    wasStopped: false,
    token: 'example-token-example-token-example-token-x',
    origin: EXAMPLE_ORIGIN,
  },
  compose({ lost, askedAt, completesAt, wasStopped, token, origin }, context) {
    const t = words(context.locale);
    const text = t(`mail-waiting-text-${lost}`, { at: timeIn(context, completesAt), brand: context.brand });
    const how = t(wasStopped ? 'mail-waiting-stopped' : 'mail-waiting-how');
    const facts: [string, string][] = [
      [t('fact-asked-at'), timeIn(context, askedAt)],
      ...originFacts(origin, context),
      [t('fact-completes-at'), timeIn(context, completesAt)],
    ];
    return {
      subject: t('mail-waiting-subject'),
      preheader: text,
      html: (
        <>
          <MailTitle>{t('mail-waiting-subject')}</MailTitle>
          <MailText>{text}</MailText>
          <MailText>{how}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(text, how, textFacts(facts)),
      action: {
        label: t('mail-waiting-action'),
        href: linkTo(context.publicUrl, `/recovery/${token}`),
        tone: 'danger',
      },
      notYou: t('mail-waiting-not-you'),
    };
  },
});
