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
import type { Rule } from './policy.ts';
import { pathOf } from './rule-needed-page.tsx';
import { words } from './words.ts';

export interface RuleTold {
  rule: Rule;
  kind: 'announcement' | 'reminder';
  account: string;
  from: string;
  /** Who set it; null: no longer a user. */
  by: string | null;
  /** The reader has what is asked for. */
  meets: boolean;
}

/** To a member: what their account asks of them, from when on, and where to set it up (MR-6). */
export const ruleMail = defineMail<RuleTold>({
  name: 'rule-for-members',
  kind: 'notice',
  secretParameters: [],
  example: {
    rule: 'passkey',
    kind: 'announcement',
    account: 'Example Domains',
    from: '2026-12-01T00:00:00.000Z',
    by: 'owner@example.com',
    meets: false,
  },
  compose({ rule, kind, account, from, by, meets }, { locale, timeZone, brand, publicUrl }) {
    const t = words(locale);
    const title = t(`rule-mail-${rule}-title`);
    const at = formatDateTimeWithZone(new Date(from), locale, timeZone);
    const what = t(`rule-mail-${rule}-what`);
    const how = t(`rule-mail-${rule}-${meets ? 'met' : 'how'}`);
    const facts: [string, string][] = [
      [t('mail-account'), plainLine(account, 60)],
      [t('policy-from'), at],
      ...(by === null ? [] : [[t('mail-by'), by] as [string, string]]),
    ];
    return {
      subject: t(`rule-mail-${kind}-subject`, { brand, rule }),
      preheader: t('rule-mail-preheader', { at }),
      html: (
        <>
          <MailTitle>{title}</MailTitle>
          <MailText>{what}</MailText>
          <MailFacts rows={facts} />
          <MailText>{how}</MailText>
        </>
      ),
      text: textParagraphs(title, what, textFacts(facts), how),
      action: { label: t(`rule-mail-${rule}-action`), href: linkTo(publicUrl, pathOf(rule)) },
      notYou: t('rule-mail-not-you'),
      why: t('rule-mail-why'),
    };
  },
});
