import { countryName, formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import { type MailContext, plainLine } from '../../ui/mail/index.ts';
import type { Origin } from './doors.ts';
import { words } from './words.ts';

/** When and from where: what lets the owner tell whether it was them. The user agent is foreign text (NM-5). */
export function originFacts(
  label: string,
  at: string,
  origin: Origin,
  { locale, timeZone }: MailContext,
): [string, string][] {
  const t = words(locale);
  const place = [countryName(origin.country, locale), origin.network].filter((part) => part !== null).join(', ');
  const device =
    origin.browser !== null && origin.system !== null
      ? t('mail-browser-on-system', { browser: origin.browser, system: origin.system })
      : (origin.browser ?? origin.system ?? t('mail-unknown'));
  return [
    [label, formatDateTimeWithZone(new Date(at), locale, timeZone)],
    [t('mail-browser'), plainLine(device)],
    [t('mail-place'), plainLine(place === '' ? t('mail-unknown') : place)],
    [t('mail-address'), origin.address ?? t('mail-unknown')],
  ];
}

export const EXAMPLE_ORIGIN: Origin = {
  address: '203.0.113.5',
  country: 'FR',
  network: 'Example Networks',
  browser: 'Firefox',
  system: 'Linux',
};
