import { randomBytes } from 'node:crypto';

// RFC 4648 base32: no 0, 1 or 8, so nothing read aloud can be taken for a letter.
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LENGTH = 14;
/** What people read in place of a letter. */
const MISREAD: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', '8': 'B' };

/** The number printed in each mail: 70 random bits as XXXX-XXXX-XXXX-XX. It names the mail and opens nothing. */
export function newMessageNumber(): string {
  return inGroups(Array.from(randomBytes(LENGTH), (byte) => ALPHABET.charAt(byte & 31)).join(''));
}

/** A number as somebody typed it: any case, any spaces and dashes, 0 for O. Null: no message has such a number. */
export function readMessageNumber(typed: string): string | null {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}.]+/gu, '')
    .replace(/[018]/g, (digit) => MISREAD[digit] ?? digit);
  return letters.length === LENGTH && /^[A-Z2-7]+$/.test(letters) ? inGroups(letters) : null;
}

/** The different numbers that stand in a text as we print them. */
export function findMessageNumbers(text: string): string[] {
  return [...new Set(text.match(/(?<![A-Z2-7-])[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{2}(?![A-Z2-7-])/g))];
}

function inGroups(letters: string): string {
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}
