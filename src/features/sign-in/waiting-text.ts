import type { Locale } from '../../foundations/i18n/index.ts';
import { words } from './words.ts';

/** How long to wait, in seconds while that can be counted, else in minutes. */
export function waitingText(locale: Locale, key: 'waiting' | 'second-waiting', seconds: number): string {
  return words(locale)(key, { seconds, minutes: seconds <= 90 ? 0 : Math.ceil(seconds / 60) });
}
