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
import type { ActivityKind, Facts } from './activity.ts';
import { factsWords } from './change-words.ts';
import { words } from './words.ts';

export interface AccountChanged {
  kind: ActivityKind;
  at: string;
  account: string;
  /** null: it happened by itself. */
  by: string | null;
  member: string | null;
  address: string | null;
  before: Facts;
  after: Facts;
}

/** To each owner, about each change in the account. Who reads it knows the account: its name may stand here. */
export const accountChangedMail = defineMail<AccountChanged>({
  name: 'account-changed',
  kind: 'notice',
  secretParameters: [],
  example: {
    kind: 'role-changed',
    at: '2026-11-24T08:12:00.000Z',
    account: 'Example Domains',
    by: 'owner@example.com',
    member: 'member@example.com',
    address: '203.0.113.37',
    before: { role: 'technical' },
    after: { role: 'administrator' },
  },
  compose(change, { locale, timeZone, brand, publicUrl }) {
    const t = words(locale);
    const what = t(`kind-${change.kind}`);
    // Of a change that was objected to or taken back: which one, apart from what was.
    const { kind: objected, ...before } = change.before;
    const facts: [string, string][] = [
      [t('mail-what'), what],
      [t('mail-account'), plainLine(change.account, 60)],
      [t('mail-when'), formatDateTimeWithZone(new Date(change.at), locale, timeZone)],
      ...(change.member ? [[t('mail-member'), change.member] as [string, string]] : []),
      ...(objected ? [[t('mail-change'), factsWords({ kind: objected }, locale, timeZone)] as [string, string]] : []),
      [t('mail-by'), change.by ?? t('by-itself')],
      ...(change.by ? [[t('mail-address'), change.address ?? t('address-unknown')] as [string, string]] : []),
      [t('mail-before'), factsWords(before, locale, timeZone)],
      [t('mail-after'), factsWords(change.after, locale, timeZone)],
    ];
    const next = nextOf(change.kind, t);
    return {
      subject: t('changed-subject', { brand, what }),
      preheader: what,
      html: (
        <>
          <MailTitle>{what}</MailTitle>
          <MailText>{next}</MailText>
          <MailFacts rows={facts} />
        </>
      ),
      text: textParagraphs(what, next, textFacts(facts)),
      action: { label: t('changed-action'), href: linkTo(publicUrl, '/account/users') },
      notYou: t('changed-not-you', { origin: publicUrl.origin }),
      why: t('changed-why'),
    };
  },
});

function nextOf(kind: ActivityKind, t: ReturnType<typeof words>): string {
  switch (kind) {
    case 'ownership-waiting':
      return t('changed-waiting');
    case 'changes-stopped':
      return t('changed-stopped');
    case 'change-undone':
      return t('changed-undone');
    default:
      return t('changed-text');
  }
}
