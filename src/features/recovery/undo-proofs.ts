export const UNDO_PROOFS = ['password', 'totp', 'backup-code', 'passkey'] as const;
export type UndoProof = (typeof UNDO_PROOFS)[number];

/**
 * What is still missing to reach what its user could reach just before the change; empty: it can be undone. A
 * passkey that is two factors by itself suffices alone, another one beside the password; where neither could be reached, it
 * adds nothing.
 */
export function undoNeeds(reachableBefore: 'aal1' | 'aal2', given: readonly UndoProof[]): readonly UndoProof[] {
  if (given.includes('passkey')) return [];
  const password: UndoProof[] = given.includes('password') ? [] : ['password'];
  const hasSecond = given.includes('totp') || given.includes('backup-code');
  if (reachableBefore === 'aal1') return password;
  const second: UndoProof[] = hasSecond ? [] : ['totp', 'backup-code'];
  const missing = [...password, ...second];
  return missing.length === 0 ? [] : [...missing, 'passkey'];
}
