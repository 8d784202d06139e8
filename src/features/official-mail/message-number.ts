import { randomBytes } from 'node:crypto';

// RFC 4648 base32: no 0, 1 or 8, so nothing read aloud can be taken for a letter.
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LENGTH = 14;

/** The number printed in each mail: 70 random bits as XXXX-XXXX-XXXX-XX. It names the mail and opens nothing. */
export function newMessageNumber(): string {
  const letters = Array.from(randomBytes(LENGTH), (byte) => ALPHABET.charAt(byte & 31)).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}
