import type { Locale } from './locale.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: Locale, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  let kept = formats.get(key);
  if (!kept) {
    kept = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { timeZone, ...options });
    formats.set(key, kept);
  }
  return kept;
}

/** "24 November 2026 at 09:12", in the reader's zone. */
export function formatDateTime(at: Date, locale: Locale, timeZone: string): string {
  return format(locale, timeZone, { dateStyle: 'long', timeStyle: 'short' }).format(at);
}

/** "24 November 2026", where the reader's zone is not known. */
export function formatDayInUtc(at: Date, locale: Locale): string {
  return format(locale, 'UTC', { dateStyle: 'long' }).format(at);
}

/** As above with the zone named, for mails, where nothing can be hovered. */
export function formatDateTimeWithZone(at: Date, locale: Locale, timeZone: string): string {
  return format(locale, timeZone, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(at);
}

export function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

const regions = new Map<Locale, Intl.DisplayNames>();

/** Made once per language: making one costs more than a page. */
function regionNames(locale: Locale): Intl.DisplayNames {
  const kept = regions.get(locale) ?? new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
  regions.set(locale, kept);
  return kept;
}

/** "France", from an ISO 3166 code; null stays null. */
export function countryName(code: string | null, locale: Locale): string | null {
  return code === null ? null : (regionNames(locale).of(code) ?? code);
}
