import { randomBytes } from 'node:crypto';

/** RFC 4648 base32: no 0, 1, 8 or 9 to be mistaken for letters. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LOOKUP_LENGTH = 3;
/** 65 bits (2F-7, C7). */
const SECRET_LENGTH = 13;
export const CODES_IN_A_SET = 10;
/** Below this the user is reminded to make new ones. */
export const FEW_CODES = 3;

export interface BackupCode {
  /** Finds the row; tells nothing about the rest. */
  lookup: string;
  /** What is hashed. */
  secret: string;
}

/** A set of codes whose look-ups differ. */
export function newBackupCodes(): BackupCode[] {
  const codes = new Map<string, BackupCode>();
  while (codes.size < CODES_IN_A_SET) {
    const code = { lookup: randomText(LOOKUP_LENGTH), secret: randomText(SECRET_LENGTH) };
    codes.set(code.lookup, code);
  }
  return [...codes.values()];
}

/** As shown: four groups of four. */
export function formatBackupCode({ lookup, secret }: BackupCode): string {
  return (lookup + secret).replace(/(.{4})(?=.)/g, '$1-');
}

/** As typed: in any case, with spaces or dashes, 0 1 8 for the letters they look like. null: cannot be one. */
export function readBackupCode(typed: string): BackupCode | null {
  const text = typed
    .toUpperCase()
    .replace(/[\s\u00a0\u202f-]/g, '')
    .replaceAll('0', 'O')
    .replaceAll('1', 'I')
    .replaceAll('8', 'B');
  if (!/^[A-Z2-7]{16}$/.test(text)) return null;
  return { lookup: text.slice(0, LOOKUP_LENGTH), secret: text.slice(LOOKUP_LENGTH) };
}

/** 32 divides 256: every character is equally likely. */
function randomText(length: number): string {
  return Array.from(randomBytes(length), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
}
