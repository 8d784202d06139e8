import { looksLikeLink } from '../../foundations/looks-like-link.ts';

const MOST_CHARACTERS = 100;
// Control characters could break a header or a log line, direction marks a whole page (NM-5).
const UNSAFE = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/**
 * The name of a person or account as they write it, trimmed; null when it holds what no name holds. It stands in mails of ours to
 * others: nobody's link or address may come along.
 */
export function normaliseName(typed: string): string | null {
  const name = typed.normalize('NFC').trim();
  return [...name].length <= MOST_CHARACTERS && !UNSAFE.test(name) && !looksLikeLink(name) ? name : null;
}
