import { randomBytes } from 'node:crypto';

/** RFC 4648 base32: no 0, 1, 8 or 9 to be mistaken for letters. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** 50 bits: with few tries, and a keyed hash at rest, nobody guesses one. */
const LENGTH = 10;

/** 32 divides 256: every character is equally likely. */
export function newCode(): string {
  return Array.from(randomBytes(LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
}

/** As shown in a mail: two groups of five. */
export function groupCode(code: string): string {
  return code.replace(/(.{5})(?=.)/g, '$1-');
}

/** As typed: in any case, with spaces or dashes, 0 1 8 for the letters they look like. What is no code stays none. */
export function readCode(typed: string): string {
  return typed
    .slice(0, 100)
    .replace(/[\s\u00a0\u202f\u2010-\u2015-]/g, '')
    .toUpperCase()
    .replaceAll('0', 'O')
    .replaceAll('1', 'I')
    .replaceAll('8', 'B');
}
