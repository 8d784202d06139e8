import { HOUR, SECOND } from '../../foundations/clock.ts';

/** RL-1. Strangers together: five free, then waits of 30 s doubling to an hour, closed at a hundred. */
export const FREE_MISSES = 5;
export const MOST_MISSES = 100;
const FIRST_WAIT = 30 * SECOND;
const LONGEST_WAIT = HOUR;
/** A known device has its own budget, without waits; when it is used up the device is known no more. */
export const MOST_DEVICE_MISSES = 10;
/** Wrong tries of one source prefix, over all addresses (RL-2). */
export const PREFIX_LIMIT = { count: 100, perSeconds: 3600 };

/**
 * `recovery-first`: what is offered in a recovery before the mailed code, which needs no more than an address. What
 * strangers do to it closes nothing else. `recovery-password`: the password after the mailed code; strangers close the kind
 * `password`, this one only a reader of the mailbox can use up.
 */
export const PROOF_KINDS = ['password', 'second-factor', 'recovery-first', 'recovery-password'] as const;
export type ProofKind = (typeof PROOF_KINDS)[number];
/** What is bound anew, and everything that counts tries at it. */
export const COUNTS_OF = {
  password: ['password', 'recovery-first', 'recovery-password'],
  'second-factor': ['second-factor', 'recovery-first'],
} as const satisfies Record<string, readonly ProofKind[]>;
export type Budget = { kind: 'strangers' } | { kind: 'device'; id: string };

/** The wait that begins with the n-th miss; 0 while misses are free. */
export function waitAfter(misses: number): number {
  return misses < FREE_MISSES ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (misses - FREE_MISSES));
}

/** The waits in seconds by number of misses, from the first; later misses wait as long as the last one. */
export const WAIT_SECONDS_BY_MISSES = Array.from({ length: 13 }, (_, i) => waitAfter(i + 1) / SECOND);
const NO_WAITS = [0];

export function limitsOf(budget: Budget): { mostMisses: number; waitSeconds: readonly number[] } {
  return budget.kind === 'device'
    ? { mostMisses: MOST_DEVICE_MISSES, waitSeconds: NO_WAITS }
    : { mostMisses: MOST_MISSES, waitSeconds: WAIT_SECONDS_BY_MISSES };
}
