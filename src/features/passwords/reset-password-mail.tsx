import { MINUTE } from '../../foundations/clock.ts';
import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import type { Origin } from './doors.ts';
import { EXAMPLE_ORIGIN, originFacts } from './mail-facts.ts';
import { RESET_LIFETIME } from './reset-token.ts';
import { words } from './words.ts';

export interface ResetPasswordMail {
  token: string;
  askedAt: string;
  expiresAt: string;
  origin: Origin;
}

/** The way to a new password (RC-2). The link opens a page; only its form acts (RC-6). */
export const resetPasswordMail = defineMail<ResetPasswordMail>({
  name: 'reset-password',
  kind: 'on-request',
  secretParameters: ['token'],
  example: {
    token: 'example-token-example-token-example-token-x',
    askedAt: '2026-11-24T08:00:00.000Z',
    expiresAt: '2026-11-24T08:30:00.000Z',
    origin: EXAMPLE_ORIGIN,
  },
  compose({ token, askedAt, expiresAt, origin }, context) {
    const t = words(context.locale);
    const facts = originFacts(t('mail-asked-at'), askedAt, origin, context);
    const until = formatDateTimeWithZone(new Date(expiresAt), context.locale, context.timeZone);
    const text = t('mail-reset-text', { brand: context.brand, until });
    return {
      subject: t('mail-reset-subject'),
      preheader: t('mail-reset-preheader', { minutes: RESET_LIFETIME / MINUTE }),
      html: (
        <>
          <MailTitle>{t('mail-reset-subject')}</MailTitle>
          <MailText>{text}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(text, textFacts(facts)),
      action: { label: t('mail-reset-action'), href: linkTo(context.publicUrl, `/reset-password?token=${token}`) },
      notYou: t('mail-reset-not-you'),
    };
  },
});
