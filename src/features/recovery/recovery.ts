import { DAY, HOUR, MINUTE } from '../../foundations/clock.ts';

/** What somebody cannot prove with any more, apps and passkeys alike; `address`: they are outside their own list of addresses. */
export type Lost = 'second-factor' | 'address';

export const PROOFS = ['mailed-code', 'backup-code', 'totp', 'passkey', 'password'] as const;
export type Proof = (typeof PROOFS)[number];

/** In which the proofs must be given; the mailed code lives as long. */
export const PROOF_TIME = 30 * MINUTE;
/** How long the one stop from a mail pauses, before the wait begins anew. */
export const PAUSE = 24 * HOUR;
export const NOTICE_INTERVAL = DAY;
/** What was settled is kept as long as its change can be undone. */
export const SETTLED_LIFETIME = 8 * DAY;

/**
 * RC-3: two codes from different means, or one code and the remaining factor, at once; a mailed code and the password only
 * after the wait. Mail alone gives nothing.
 */
export function standingOf(proofs: readonly Proof[]): 'more' | 'wait' | 'at-once' {
  if (!proofs.includes('mailed-code')) return 'more';
  if (proofs.some((proof) => AT_ONCE.includes(proof))) return 'at-once';
  return proofs.includes('password') ? 'wait' : 'more';
}

const AT_ONCE: readonly Proof[] = ['backup-code', 'totp', 'passkey'];

/** Says who one is, where nothing is lost but the place. */
function isIdentity(proof: Proof): boolean {
  return proof === 'password' || proof === 'passkey';
}

/** Outside one's own list nothing is lost but the place: who one is must be proven whole, and the saved code besides. */
export function standingOutside(
  proofs: readonly Proof[],
  { again, hasCodes }: { again: boolean; hasCodes: boolean },
): 'more' | 'wait' | 'at-once' {
  if (!proofs.includes('mailed-code') || !proofs.some(isIdentity)) return 'more';
  if (proofs.includes('backup-code')) return 'at-once';
  // Whoever has codes may still give one; password or passkey once more says that they are not at hand.
  return hasCodes && !again ? 'more' : 'wait';
}

/** Taken only after the mailed code: it is short enough to be guessed. */
function comesAfterMail(proof: Proof): boolean {
  return proof === 'totp';
}

/** What can be given next, the same for everybody who gave as much. */
export function needsOf(proofs: readonly Proof[], lost: Lost = 'second-factor'): readonly Proof[] {
  if (lost === 'address' && proofs.length > 0) return needsOutside(proofs);
  if (proofs.includes('mailed-code')) return ['backup-code', 'totp', 'passkey', 'password'];
  return proofs.length === 0 ? PROOFS.filter((proof) => !comesAfterMail(proof)) : ['mailed-code'];
}

/** Everything that is missing; with a code missing alone, what was given once more chooses the wait. */
function needsOutside(proofs: readonly Proof[]): readonly Proof[] {
  const hasIdentity = proofs.some(isIdentity);
  if (hasIdentity && proofs.includes('mailed-code')) return ['backup-code', ...proofs.filter(isIdentity)];
  const all = ['mailed-code', 'password', 'passkey', 'backup-code'] as const;
  return all.filter((proof) => !proofs.includes(proof) && !(hasIdentity && isIdentity(proof)));
}

/** The first notice after `now`, at the hour they always come. */
export function nextNotice(last: Date, now: Date): Date {
  const intervals = Math.floor((now.getTime() - last.getTime()) / NOTICE_INTERVAL) + 1;
  return new Date(last.getTime() + intervals * NOTICE_INTERVAL);
}
