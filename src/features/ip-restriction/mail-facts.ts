import { countryName, formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import { type MailContext, plainLine } from '../../ui/mail/index.ts';
import type { Origin } from './doors.ts';
import { words } from './words.ts';

type Reader = Pick<MailContext, 'locale' | 'timeZone'>;
type Fact = [label: string, value: string];

export function timeOf(iso: string, { locale, timeZone }: Reader): string {
  return formatDateTimeWithZone(new Date(iso), locale, timeZone);
}

/** When, and from which address. */
export function factsOfChange({ at, address }: { at: string; address: string | null }, reader: Reader): Fact[] {
  const t = words(reader.locale);
  return [
    [t('mail-when'), timeOf(at, reader)],
    [t('mail-from'), address ?? t('mail-unknown')],
  ];
}

/** With what and from where somebody came; what comes from outside is made one plain line (NM-5). */
export function factsOfOrigin(origin: Origin & { at: string }, reader: Reader): Fact[] {
  const t = words(reader.locale);
  const [when, address] = factsOfChange(origin, reader);
  const { browser, system, country, network } = origin;
  const names = { browser: plainLine(browser ?? '', 40), system: plainLine(system ?? '', 40) };
  const device = names.browser && names.system ? t('mail-device-both', names) : names.browser || names.system;
  const parts = { country: countryName(country, reader.locale) ?? '', network: plainLine(network ?? '', 60) };
  const place = parts.country && parts.network ? t('place-both', parts) : parts.country || parts.network;
  return [
    ...(when ? [when] : []),
    [t('mail-device'), device || t('mail-device-unknown')],
    [t('mail-place'), place ? t('mail-place-approximate', { place }) : t('mail-place-unknown')],
    ...(address ? [address] : []),
  ];
}
