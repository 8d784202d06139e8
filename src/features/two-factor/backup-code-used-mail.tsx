import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import { words } from './words.ts';

export interface BackupCodeUsed {
  at: string;
  left: number;
}

/** NM-1: whoever uses a code had it written down somewhere; the owner hears of every one. */
export const backupCodeUsedMail = defineMail<BackupCodeUsed>({
  name: 'backup-code-used',
  kind: 'notice',
  secretParameters: [],
  example: { at: '2026-11-24T08:12:00.000Z', left: 2 },
  compose({ at, left }, { locale, timeZone, brand, publicUrl }) {
    const t = words(locale);
    const facts: [string, string][] = [
      [t('mail-when'), formatDateTimeWithZone(new Date(at), locale, timeZone)],
      [t('mail-codes-left'), String(left)],
    ];
    const text = t('mail-code-used-text', { left });
    return {
      subject: t('mail-code-used-subject', { brand }),
      preheader: text,
      html: (
        <>
          <MailTitle>{t('mail-code-used-subject', { brand })}</MailTitle>
          <MailText>{text}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(text, textFacts(facts)),
      action: { label: t('mail-code-used-action'), href: linkTo(publicUrl, '/security/two-factor') },
      notYou: t('mail-code-used-not-you', { link: linkTo(publicUrl, '/security/password') }),
    };
  },
});
