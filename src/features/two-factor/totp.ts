import { HOTP, Secret } from 'otpauth';
import { MINUTE, SECOND } from '../../foundations/clock.ts';
import { equalBytes } from '../../foundations/crypto/index.ts';

/** What every authenticator app assumes (2F-1, C6): SHA-1, six digits, steps of thirty seconds, a seed of 160 bits. */
const ALGORITHM = 'SHA1';
const DIGITS = 6;
const STEP = 30 * SECOND;
const SEED_BYTES = 20;
/** How far a phone's clock may be off for us still to say by how much, while enrolling. */
const MOST_CLOCK_ERROR = 15 * MINUTE;

/** A fresh seed as base32, the way apps take it. */
export function newSeed(): string {
  return new Secret({ size: SEED_BYTES }).base32;
}

/** The time step of a moment: a whole number of half minutes since 1970. */
export function stepAt(at: Date): number {
  return Math.floor(at.getTime() / STEP);
}

/** RFC 6238: the code of one step; of another kind than every app's only for the vectors of its Appendix B. */
export function codeOf(
  seed: string,
  step: number,
  { algorithm = ALGORITHM, digits = DIGITS }: { algorithm?: 'SHA1' | 'SHA256' | 'SHA512'; digits?: number } = {},
): string {
  return HOTP.generate({ secret: Secret.fromBase32(seed), algorithm, digits, counter: step });
}

/** Digits alone: people type and paste spaces and dashes between them. null: no code at all. */
export function readCode(typed: string): string | null {
  const digits = typed.replace(/[\s\u00a0\u202f-]/g, '');
  return /^\d{6}$/.test(digits) ? digits : null;
}

/** The step that a code belongs to, of the present one and the one before (2F-2, C1); null: neither. */
export function matchingStep(seed: string, code: string, now: Date): number | null {
  const present = stepAt(now);
  return [present, present - 1].find((step) => isCodeOf(seed, step, code)) ?? null;
}

/** The nearest step outside the accepted ones that a code belongs to: the phone's clock is wrong by that much. */
export function matchingStepOfWrongClock(seed: string, code: string, now: Date): number | null {
  const present = stepAt(now);
  for (let distance = 1; distance <= MOST_CLOCK_ERROR / STEP; distance++) {
    const found = [present + distance, present - distance].find((step) => isCodeOf(seed, step, code));
    if (found !== undefined) return found;
  }
  return null;
}

/** How much a clock is ahead of ours when it shows the code of `step`; negative: behind. In seconds. */
export function clockErrorSeconds(step: number, now: Date): number {
  return ((step - stepAt(now)) * STEP) / SECOND;
}

function isCodeOf(seed: string, step: number, code: string): boolean {
  return equalBytes(Buffer.from(codeOf(seed, step)), Buffer.from(code));
}

/** What the QR code says: the seed, whose account and whose site (Key URI format). */
export function otpauthUri(seed: string, { issuer, account }: { issuer: string; account: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  const query = new URLSearchParams({ secret: seed, issuer, algorithm: ALGORITHM, digits: '6', period: '30' });
  // Apps read the query as a URI, where a plus is a plus.
  return `otpauth://totp/${label}?${query.toString().replaceAll('+', '%20')}`;
}

/** In groups of four, to be read and typed. */
export function grouped(text: string): string {
  return text.replace(/(.{4})(?=.)/g, '$1 ');
}
