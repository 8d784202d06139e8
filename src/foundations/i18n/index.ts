export { countryName, formatDateTime, formatDateTimeWithZone, formatDayInUtc, isTimeZone } from './dates.ts';
export { DEFAULT_LOCALE, isLocale, LOCALES, type Locale, preferredLocale } from './locale.ts';
export { defineWords, type Translate } from './words.ts';
