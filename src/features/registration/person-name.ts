const MOST_CHARACTERS = 100;
// Control characters could break a header or a log line, direction marks a whole page (NM-5).
const UNSAFE = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/** A person's name as they write it, trimmed; null when it holds what no name holds. */
export function normaliseName(typed: string): string | null {
  const name = typed.normalize('NFC').trim();
  return [...name].length <= MOST_CHARACTERS && !UNSAFE.test(name) ? name : null;
}
