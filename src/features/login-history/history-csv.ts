import type { CsvRow } from '../../foundations/csv.ts';
import { countryName } from '../../foundations/i18n/index.ts';
import { causeWords, kindWords, methodWords, type T } from './event-words.ts';
import { type HistoryEntry, isSignIn } from './list-history.ts';

const COLUMNS = [
  ['csv-time', (entry) => entry.at.toISOString()],
  ['csv-what', (entry, t) => kindWords(t, entry.kind)],
  ['csv-outcome', (entry, t) => t(entry.outcome === 'success' ? 'succeeded' : 'failed')],
  ['csv-cause', (entry, t) => (entry.cause === null ? null : causeWords(t, entry.cause))],
  ['csv-methods', (entry, t) => methodWords(t, entry)],
  ['csv-attempts', (entry) => (isSignIn(entry) ? String(entry.attemptsBefore) : null)],
  ['csv-times', (entry) => String(entry.times)],
  ['csv-until', (entry) => (entry.times > 1 ? entry.lastAt.toISOString() : null)],
  ['csv-address', sourceOf],
  ['csv-country', (entry, t) => countryName(entry.place.country, t.locale)],
  ['csv-network', (entry) => entry.place.network],
  ['csv-browser', (entry) => entry.client.browser],
  ['csv-system', (entry) => entry.client.system],
  ['csv-new', newsOf],
  ['csv-id', (entry) => entry.id],
] as const satisfies readonly (readonly [string, (entry: HistoryEntry, t: T) => string | null])[];

export function csvHead(t: T): CsvRow {
  return COLUMNS.map(([name]) => t(name));
}

/** One line of the history in the reader's words; times in UTC, so that they sort. No secret is in any of it. */
export function csvRow(entry: HistoryEntry, t: T): CsvRow {
  return COLUMNS.map(([, read]) => read(entry, t));
}

function sourceOf({ address, prefix, times }: HistoryEntry, t: T): string {
  if (address !== null) return address;
  if (prefix === 'operator') return t('by-operator');
  if (prefix === 'unknown') return t('unknown-address');
  return prefix ?? t(times > 1 ? 'several-sources' : 'address-removed');
}

function newsOf({ newDevice, newNetwork }: HistoryEntry, t: T): string {
  return [newDevice ? t('new-device') : null, newNetwork ? t('new-network') : null]
    .filter((part) => part !== null)
    .join(', ');
}
