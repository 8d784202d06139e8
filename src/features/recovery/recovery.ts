import { DAY, HOUR, MINUTE } from '../../foundations/clock.ts';

/** What somebody cannot prove with any more; `address`: they are outside their own list of addresses. */
export const LOST = ['second-factor', 'passkey', 'address'] as const;
export type Lost = (typeof LOST)[number];

export const PROOFS = ['mailed-code', 'backup-code', 'totp', 'password'] as const;
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
  if (proofs.includes('backup-code') || proofs.includes('totp')) return 'at-once';
  return proofs.includes('password') ? 'wait' : 'more';
}

/** Outside one's own list nothing is lost but the place: who one is must be proven whole, and the saved code besides. */
export function standingOutside(
  proofs: readonly Proof[],
  { again, hasCodes }: { again: boolean; hasCodes: boolean },
): 'more' | 'wait' | 'at-once' {
  if (!proofs.includes('mailed-code') || !proofs.includes('password')) return 'more';
  if (proofs.includes('backup-code')) return 'at-once';
  // Whoever has codes may still give one; the password once more says that they are not at hand.
  return hasCodes && !again ? 'more' : 'wait';
}

/** What can be given next, the same for everybody who gave as much. An app's code is taken only after the mailed one. */
export function needsOf(proofs: readonly Proof[], lost: Lost = 'second-factor'): readonly Proof[] {
  if (lost === 'address' && proofs.length > 0) return needsOutside(proofs);
  if (proofs.includes('mailed-code')) return ['backup-code', 'totp', 'password'];
  return proofs.length === 0 ? ['mailed-code', 'backup-code', 'password'] : ['mailed-code'];
}

/** Everything that is missing; with a code missing alone, the password once more chooses the wait. */
function needsOutside(proofs: readonly Proof[]): readonly Proof[] {
  const missing = (['mailed-code', 'password', 'backup-code'] as const).filter((proof) => !proofs.includes(proof));
  return missing.length === 1 && missing[0] === 'backup-code' ? ['backup-code', 'password'] : missing;
}

/** The first notice after `now`, at the hour they always come. */
export function nextNotice(last: Date, now: Date): Date {
  const intervals = Math.floor((now.getTime() - last.getTime()) / NOTICE_INTERVAL) + 1;
  return new Date(last.getTime() + intervals * NOTICE_INTERVAL);
}
