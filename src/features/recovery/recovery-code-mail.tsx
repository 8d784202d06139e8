import { MINUTE } from '../../foundations/clock.ts';
import {
  defineMail,
  MailCode,
  MailFacts,
  MailText,
  MailTitle,
  textFacts,
  textParagraphs,
} from '../../ui/mail/index.ts';
import type { Origin } from './doors.ts';
import { EXAMPLE_ORIGIN, originFacts, timeIn } from './mail-facts.ts';
import { PROOF_TIME } from './recovery.ts';
import { words } from './words.ts';

interface RecoveryCode {
  /** As it is shown, in groups. */
  code: string;
  askedAt: string;
  origin: Origin;
}

/** Worth something only in the browser that asked, and never enough by itself (RC-3). */
export const recoveryCodeMail = defineMail<RecoveryCode>({
  name: 'recovery-code',
  kind: 'on-request',
  secretParameters: ['code'],
  example: { code: 'ABCDE-FGHIJ', askedAt: '2026-11-24T08:00:00.000Z', origin: EXAMPLE_ORIGIN },
  compose({ code, askedAt, origin }, context) {
    const t = words(context.locale);
    const text = t('mail-code-text', { minutes: PROOF_TIME / MINUTE });
    const facts: [string, string][] = [[t('fact-asked-at'), timeIn(context, askedAt)], ...originFacts(origin, context)];
    return {
      subject: t('mail-code-subject'),
      preheader: t('mail-code-preheader'),
      html: (
        <>
          <MailTitle>{t('mail-code-subject')}</MailTitle>
          <MailText>{text}</MailText>
          <MailCode value={code} />
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(text, code, textFacts(facts)),
      notYou: t('mail-code-not-you'),
    };
  },
});
