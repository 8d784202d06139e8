import { hashToken } from '../../foundations/crypto/index.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { Passwords, SecondFactors } from './doors.ts';
import type { Proof } from './recovery.ts';

/** What each proof was given with; none for a code that was looked at and not used up. */
export type Proven = Partial<Record<Proof, string>>;

interface Given {
  proofs: readonly Proof[];
  proven: Proven;
  /** There is something to recover. */
  isLost: boolean;
}

/**
 * Which proofs of a recovery count still. Asked under the lock on the user whenever one is added: a passkey that was removed
 * since, a set that was replaced, a password that is another one prove nothing any more. A code that was only looked at
 * counts while nothing is lost.
 */
export function createLiveProofs(deps: {
  passwords: Pick<Passwords, 'recoveryHash'>;
  secondFactors: Pick<SecondFactors, 'areLive'>;
}) {
  const { passwords, secondFactors } = deps;

  async function isLive(tx: Queries, userId: string, proof: Proof, { proven, isLost }: Omit<Given, 'proofs'>) {
    if (proof === 'mailed-code') return true;
    const id = proven[proof];
    if (id === undefined) return proof === 'backup-code' && !isLost;
    if (proof !== 'password') return secondFactors.areLive(tx, userId, [id]);
    const hash = await passwords.recoveryHash(userId, tx);
    return hash !== null && signOf(hash) === id;
  }

  return async (tx: Queries, userId: string, given: Given): Promise<Proof[]> => {
    const live: Proof[] = [];
    for (const proof of given.proofs) if (await isLive(tx, userId, proof, given)) live.push(proof);
    return live;
  };
}

export type LiveProofs = ReturnType<typeof createLiveProofs>;

/** Tells one hash of a password from another, without being one. */
export function signOf(hash: string): string {
  return hashToken(hash).toString('base64url');
}
