import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import { defineMail, linkTo, MailFacts, MailText, MailTitle, textFacts, textParagraphs } from '../../ui/mail/index.ts';
import { words } from './words.ts';

interface OperatorNotice {
  at: string;
  act: 'disabled' | 'enabled' | 'compromised' | 'ip-cleared';
}

/** Tells the user what the company's staff did to the sign-in, and what is to be done now. */
export const operatorNoticeMail = defineMail<OperatorNotice>({
  name: 'operator-notice',
  kind: 'notice',
  secretParameters: [],
  example: { at: '2026-11-24T08:12:00.000Z', act: 'compromised' },
  compose({ at, act }, { locale, timeZone, brand, publicUrl, supportContact }) {
    const t = words(locale);
    const facts: [string, string][] = [[t('mail-when'), formatDateTimeWithZone(new Date(at), locale, timeZone)]];
    const subject = t(`mail-${act}-subject`, { brand });
    const text = t(`mail-${act}-text`, { brand });
    const next = t(`mail-${act}-next`);
    const support = supportContact ? t('mail-support', { contact: supportContact.label }) : t('mail-no-support');
    return {
      subject,
      preheader: text,
      html: (
        <>
          <MailTitle>{subject}</MailTitle>
          <MailText>{text}</MailText>
          <MailText>{next}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(text, next, textFacts(facts)),
      ...(act === 'disabled' ? {} : { action: { label: t('mail-action'), href: linkTo(publicUrl, '/sign-in') } }),
      notYou: t('mail-not-you', { support }),
    };
  },
});
