import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import { groupCode } from '../../foundations/one-time-codes/index.ts';
import {
  defineMail,
  MailCode,
  MailFacts,
  MailText,
  MailTitle,
  textFacts,
  textParagraphs,
} from '../../ui/mail/index.ts';
import type { AddressUse } from './notification-address.ts';
import { words } from './words.ts';

interface Parameters {
  use: AddressUse;
  code: string;
  at: string;
  address: string | null;
  minutes: number;
}

/**
 * To an address not yet proven to be the asker's: the code, when and from where it was asked for, and nothing that the
 * asker wrote. No link: the code is typed where it was asked for.
 */
export const addressCodeMail = defineMail<Parameters>({
  name: 'address-code',
  kind: 'on-request',
  secretParameters: ['code'],
  example: {
    use: 'add',
    code: 'K4TQ7WZN2D',
    at: '2026-11-24T08:12:00.000Z',
    address: '203.0.113.37',
    minutes: 30,
  },
  compose({ use, code, at, address, minutes }, { locale, timeZone, brand }) {
    const t = words(locale);
    const shown = groupCode(code);
    const facts = [
      [t('code-mail-when'), formatDateTimeWithZone(new Date(at), locale, timeZone)],
      [t('verify-mail-from'), address ?? t('unknown-address')],
    ] as const;
    const text = t(`code-mail-text-${use}`, { brand });
    const how = t('code-mail-how', { minutes });
    return {
      subject: t('code-mail-subject', { brand }),
      preheader: t('code-mail-preheader'),
      html: (
        <>
          <MailTitle>{t('code-mail-title')}</MailTitle>
          <MailText>{text}</MailText>
          <MailCode value={shown} />
          <MailText>{how}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(t('code-mail-title'), text, shown, how, textFacts(facts)),
      why: t('code-mail-why', { brand }),
      notYou: t('code-mail-not-you'),
    };
  },
});
