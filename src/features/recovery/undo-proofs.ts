export const UNDO_PROOFS = ['password', 'totp', 'backup-code'] as const;
export type UndoProof = (typeof UNDO_PROOFS)[number];

/** What is still missing to reach what its user could reach just before the change; empty: it can be undone. */
export function undoNeeds(reachableBefore: 'aal1' | 'aal2', given: readonly UndoProof[]): readonly UndoProof[] {
  const password: UndoProof[] = given.includes('password') ? [] : ['password'];
  const hasSecond = given.includes('totp') || given.includes('backup-code');
  const second: UndoProof[] = reachableBefore === 'aal1' || hasSecond ? [] : ['totp', 'backup-code'];
  return [...password, ...second];
}
