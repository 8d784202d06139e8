import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
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
import type { AccountChanged } from './account-changed-mail.tsx';
import { factsWords } from './change-words.ts';
import { words } from './words.ts';

export type MembershipChanged = Omit<AccountChanged, 'address'>;

/** To the person whose place in an account changed. From where it was done is the owners' to know. */
export const membershipChangedMail = defineMail<MembershipChanged>({
  name: 'membership-changed',
  kind: 'notice',
  secretParameters: [],
  example: {
    kind: 'member-suspended',
    at: '2026-11-24T08:12:00.000Z',
    account: 'Example Domains',
    by: 'owner@example.com',
    member: 'member@example.com',
    before: { state: 'active' },
    after: { state: 'suspended', until: '2026-12-01T08:12:00.000Z' },
  },
  compose(change, { locale, timeZone, brand, publicUrl }) {
    const t = words(locale);
    const what = t(`kind-${change.kind}`);
    const facts: [string, string][] = [
      [t('mail-what'), what],
      [t('mail-account'), plainLine(change.account, 60)],
      [t('mail-when'), formatDateTimeWithZone(new Date(change.at), locale, timeZone)],
      [t('mail-by'), change.by ?? t('by-itself')],
      [t('mail-before'), factsWords(change.before, locale, timeZone)],
      [t('mail-after'), factsWords(change.after, locale, timeZone)],
    ];
    return {
      subject: t('membership-subject', { brand, what }),
      preheader: what,
      html: (
        <>
          <MailTitle>{t('membership-title')}</MailTitle>
          <MailText>{t('membership-text')}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(t('membership-title'), t('membership-text'), textFacts(facts)),
      action: { label: t('membership-action'), href: linkTo(publicUrl, '/account/switch') },
      notYou: t('membership-not-you'),
      why: t('membership-why'),
    };
  },
});
