import type { Assurance, ProofMethod } from '../sessions/index.ts';

const SECOND_FACTORS: ReadonlySet<ProofMethod> = new Set(['totp', 'backup-code', 'passkey']);

/** The proofs of one sign-in. */
export interface Proven {
  methods: readonly ProofMethod[];
  /** A passkey that verified its user is two factors by itself (PK-6). */
  standsAlone: boolean;
}

/** What the proofs add up to (NIST SP 800-63B-4): a password with a second factor, or a user-verified passkey, is aal2. */
export function assuranceOf({ methods, standsAlone }: Proven): Assurance {
  const hasBoth = methods.includes('password') && methods.some((method) => SECOND_FACTORS.has(method));
  return standsAlone || hasBoth ? 'aal2' : 'aal1';
}

/**
 * What else must be given; empty: it is enough. While two-factor is on, one factor suffices at no door; and a passkey that did
 * not verify its user never does, since whoever found the key has as much: it needs the password.
 */
export function missingFactors(proven: Proven, secondFactors: readonly ProofMethod[]): readonly ProofMethod[] {
  if (proven.methods.length > 0 && assuranceOf(proven) === 'aal2') return [];
  if (proven.methods.includes('passkey')) return ['password'];
  if (secondFactors.length > 0) return secondFactors;
  return proven.methods.length > 0 ? [] : ['password'];
}
