const MOST_CHARACTERS = 50;
// Control characters could break a header or a log line, direction marks a whole page (NM-5).
const UNSAFE = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/** What a user calls a passkey, trimmed; empty: none of their own; null: it holds what no name holds. */
export function readPasskeyName(typed: string | undefined): string | null {
  const name = typed?.normalize('NFC').trim() ?? '';
  return [...name].length <= MOST_CHARACTERS && !UNSAFE.test(name) ? name : null;
}
