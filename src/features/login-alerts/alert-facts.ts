import { countryName, type Locale } from '../../foundations/i18n/index.ts';
import { plainLine } from '../../ui/mail/index.ts';
import { words } from './words.ts';

/** Browser, system and network come from outside: each is made one plain line before it is shown (NM-5). */
export function deviceOf(
  { browser, system }: { browser: string | null; system: string | null },
  locale: Locale,
): string {
  const t = words(locale);
  const names = { browser: plainLine(browser ?? '', 40), system: plainLine(system ?? '', 40) };
  if (names.browser && names.system) return t('device-both', names);
  return names.browser || names.system || t('device-unknown');
}

export function placeOf(
  { country, network }: { country: string | null; network: string | null },
  locale: Locale,
): string | null {
  const parts = { country: countryName(country, locale) ?? '', network: plainLine(network ?? '', 60) };
  if (parts.country && parts.network) return words(locale)('place-both', parts);
  return parts.country || parts.network || null;
}

const METHODS = ['password', 'totp', 'backup-code', 'passkey'] as const;

export function methodOf(method: string, locale: Locale): string {
  const known = METHODS.find((name) => name === method);
  return known ? words(locale)(`method-${known}`) : plainLine(method, 40);
}
