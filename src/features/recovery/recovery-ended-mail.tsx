import { defineMail, linkTo, MailText, MailTitle, textParagraphs } from '../../ui/mail/index.ts';
import { timeIn } from './mail-facts.ts';
import { words } from './words.ts';

interface RecoveryEnded {
  why: 'paused' | 'signed-in' | 'void';
  /** When it goes on to its end; null: it does not. */
  completesAt: string | null;
}

export const recoveryEndedMail = defineMail<RecoveryEnded>({
  name: 'recovery-ended',
  kind: 'notice',
  secretParameters: [],
  example: { why: 'paused', completesAt: '2026-11-28T08:00:00.000Z' },
  compose({ why, completesAt }, context) {
    const t = words(context.locale);
    const at = completesAt === null ? '' : timeIn(context, completesAt);
    const text = why === 'paused' ? t('mail-ended-paused-text', { at }) : t(`mail-ended-${why}-text`);
    return {
      subject: t(`mail-ended-${why}-subject`),
      preheader: text,
      html: (
        <>
          <MailTitle>{t(`mail-ended-${why}-subject`)}</MailTitle>
          <MailText>{text}</MailText>
        </>
      ),
      text: textParagraphs(text),
      action: { label: t('mail-action'), href: linkTo(context.publicUrl, '/security/recovery') },
    };
  },
});
