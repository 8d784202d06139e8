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
import { factsOfOrigin } from './mail-facts.ts';
import { words } from './words.ts';

interface AccountAddressRefused extends Origin {
  at: string;
  account: string;
  member: string;
}

/** To each owner of the account. The list itself is not in it (IP-7). */
export const accountAddressRefusedMail = defineMail<AccountAddressRefused>({
  name: 'account-address-refused',
  kind: 'notice',
  secretParameters: [],
  example: {
    at: '2026-11-24T08:12:00.000Z',
    account: 'Example Domains',
    member: 'member@example.com',
    address: '203.0.113.37',
    country: 'FR',
    network: 'Example Telecom',
    browser: 'Firefox 148',
    system: 'Linux',
  },
  compose({ account, member, ...origin }, reader) {
    const { locale, publicUrl } = reader;
    const t = words(locale);
    const facts: [string, string][] = [
      [t('mail-account'), plainLine(account, 60)],
      [t('mail-member'), member],
      ...factsOfOrigin(origin, reader),
    ];
    return {
      subject: t('team-refused-subject'),
      preheader: t('team-refused-text'),
      html: (
        <>
          <MailTitle>{t('team-refused-subject')}</MailTitle>
          <MailText>{t('team-refused-text')}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(t('team-refused-text'), textFacts(facts)),
      action: { label: t('team-refused-action'), href: linkTo(publicUrl, '/account/activity') },
      notYou: t('team-refused-not-you'),
    };
  },
});
