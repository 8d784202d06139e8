import { formatDateTime, type Locale } from '../../foundations/i18n/index.ts';
import { plainLine } from '../../ui/mail/index.ts';
import { type ActivityKind, type Facts, isActivityKind } from './activity.ts';
import { isRole } from './role.ts';
import { words } from './words.ts';

const LONGEST_NAME = 60;
/** In the order in which they are read; the database keeps none. */
const READING_ORDER = [
  'kind',
  'role',
  'state',
  'from',
  'until',
  'name',
  'billingContact',
  'entries',
  'secondFactorFrom',
  'passkeyFrom',
  'format',
];

/** What was, or what is, in words: “Technical”, “suspended until 3 May”, “nothing”. Names are made one plain line (NM-5). */
export function factsWords(facts: Facts, locale: Locale, timeZone: string): string {
  const parts = READING_ORDER.flatMap((name) => {
    const value = facts[name];
    return value === undefined ? [] : (factWords(name, value, locale, timeZone) ?? []);
  });
  return parts.length > 0 ? parts.join(', ') : words(locale)('fact-nothing');
}

function factWords(name: string, value: string | null, locale: Locale, timeZone: string): string | null {
  const t = words(locale);
  const at = (text: string) => formatDateTime(new Date(text), locale, timeZone);
  switch (name) {
    case 'kind':
      return isActivityKind(value ?? '') ? t(`kind-${value as ActivityKind}`) : null;
    case 'role':
      return isRole(value) ? t(`role-${value}`) : t('fact-no-role');
    case 'state':
      return value === 'suspended' ? t('fact-suspended') : value === 'active' ? t('fact-active') : null;
    case 'until':
      return value === null ? null : t('fact-until', { at: at(value) });
    case 'from':
      return value === null ? null : t('fact-from', { at: at(value) });
    case 'secondFactorFrom':
      return value === null ? t('fact-no-policy') : t('fact-policy', { at: at(value) });
    case 'passkeyFrom':
      return value === null ? t('fact-no-passkey-rule') : t('fact-passkey-rule', { at: at(value) });
    case 'name':
      return t('fact-name', { name: plainLine(value ?? '', LONGEST_NAME) });
    case 'billingContact':
      return value === null ? t('fact-no-billing') : t('fact-billing', { address: plainLine(value, LONGEST_NAME) });
    case 'entries':
      return value === null ? t('fact-no-list') : t('fact-entries', { count: Number(value) });
    case 'format':
      return value;
    default:
      return null;
  }
}
