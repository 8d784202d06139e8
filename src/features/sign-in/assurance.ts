import type { Assurance, ProofMethod } from '../sessions/index.ts';

const SECOND_FACTORS: ReadonlySet<ProofMethod> = new Set(['totp', 'backup-code']);

/** What the proofs of one sign-in add up to (NIST SP 800-63B-4): a password with a second factor is aal2. */
export function assuranceOf(methods: readonly ProofMethod[]): Assurance {
  return methods.includes('password') && methods.some((method) => SECOND_FACTORS.has(method)) ? 'aal2' : 'aal1';
}

/** While the user has a second factor, one factor suffices at no door. */
export function isEnough(methods: readonly ProofMethod[], secondFactors: readonly ProofMethod[]): boolean {
  return secondFactors.length === 0 ? methods.length > 0 : assuranceOf(methods) === 'aal2';
}
