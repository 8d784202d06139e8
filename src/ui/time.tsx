import { formatDateTime, type Locale } from '../foundations/i18n/index.ts';

/** An instant in the reader's zone; the exact one, in UTC, on hover. */
export function Time({ at, locale, timeZone }: { at: Date; locale: Locale; timeZone: string }) {
  const exact = at.toISOString();
  return (
    <time datetime={exact} title={exact}>
      {formatDateTime(at, locale, timeZone)}
    </time>
  );
}
