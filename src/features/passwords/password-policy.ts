/** One rule for every password, whether or not a second factor stands beside it (PW-1, C2). */
export const MIN_CODE_POINTS = 15;
/** PW-2: never cut, so there is an end, far beyond what a person types. */
export const MAX_CODE_POINTS = 256;
const MAX_BYTES = 1024;

/** The only change ever made to a password before hashing: NFC (PW-4). No trimming, no case folding. */
export function normalisePassword(typed: string): string {
  return typed.normalize('NFC');
}

/** Length in code points, never in UTF-16 units (PW-3). There is no rule about which characters (PW-5). */
export function checkLength(typed: string): 'ok' | 'too-short' | 'too-long' {
  // A cheap look first, so that a megabyte is not normalised (PW-14).
  if (isAbsurdlyLong(typed)) return 'too-long';
  const password = normalisePassword(typed);
  const codePoints = Array.from(password).length;
  if (codePoints > MAX_CODE_POINTS || Buffer.byteLength(password) > MAX_BYTES) return 'too-long';
  return codePoints < MIN_CODE_POINTS ? 'too-short' : 'ok';
}

/** No password can be this long, so it is never worth hashing (PW-14). */
export function isAbsurdlyLong(typed: string): boolean {
  return typed.length > 2 * MAX_BYTES;
}
