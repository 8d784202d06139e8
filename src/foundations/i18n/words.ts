import { IntlMessageFormat } from 'intl-messageformat';
import type { Locale } from './locale.ts';

export type Value = string | number | Date;
export type Values = Record<string, Value>;

/** One room's words in one language: `t('title')`, `t('attempts', { count: 2 })`, ICU MessageFormat. */
export interface Translate<Key extends string> {
  (key: Key, values?: Values): string;
  readonly locale: Locale;
}

/**
 * A room's words in every language. A key that one language lacks does not compile.
 * Formats are parsed at first use and kept.
 */
export function defineWords<const English extends Record<string, string>>(messages: {
  en: English;
  fr: Record<keyof English, string>;
}): (locale: Locale) => Translate<keyof English & string> {
  const perLocale = { en: translator(messages.en, 'en'), fr: translator(messages.fr, 'fr') };
  return (locale) => perLocale[locale];
}

function translator<Key extends string>(messages: Record<Key, string>, locale: Locale): Translate<Key> {
  const formats = new Map<Key, IntlMessageFormat>();
  const translate = (key: Key, values?: Values): string => {
    let format = formats.get(key);
    if (!format) {
      format = new IntlMessageFormat(messages[key], locale, undefined, { ignoreTag: true });
      formats.set(key, format);
    }
    return String(format.format(values));
  };
  return Object.assign(translate, { locale });
}
