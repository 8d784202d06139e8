import { countryName, formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import { type MailContext, plainLine } from '../../ui/mail/index.ts';
import type { Origin } from './doors.ts';
import { words } from './words.ts';

export function timeIn({ locale, timeZone }: MailContext, iso: string): string {
  return formatDateTimeWithZone(new Date(iso), locale, timeZone);
}

/** From where: what lets the owner tell whether it was them. The user agent is foreign text (NM-5). */
export function originFacts(origin: Origin, { locale }: MailContext): [string, string][] {
  const t = words(locale);
  const { browser, system } = origin;
  const place = [countryName(origin.country, locale), origin.network].filter((part) => part !== null).join(', ');
  const device =
    browser !== null && system !== null ? t('device-both', { browser, system }) : (browser ?? system ?? t('unknown'));
  return [
    [t('fact-device'), plainLine(device)],
    [t('fact-place'), plainLine(place === '' ? t('unknown') : place)],
    [t('fact-address'), origin.address ?? t('unknown')],
  ];
}

export const EXAMPLE_ORIGIN: Origin = {
  address: '203.0.113.5',
  country: 'FR',
  network: 'Example Networks',
  browser: 'Firefox',
  system: 'Linux',
};
