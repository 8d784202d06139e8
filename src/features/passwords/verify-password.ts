import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Hashing } from './hash-password.ts';
import { prepareFindPassword, replaceHash } from './password-table.ts';

export interface Verdict {
  /** It matches and may be used: a closed password never is. */
  correct: boolean;
  /** It matches, but was closed after "this wasn't me". For the owner's history only. */
  closed: boolean;
  /** It is right and known to others: nothing but changing it is open (PW-8). */
  mustChange: boolean;
}

export type Verify = (userId: string | null, password: string) => Promise<Verdict>;

const WRONG: Verdict = { correct: false, closed: false, mustChange: false };

/**
 * Checks a password. Unknown user (null), user without a password and wrong password cost the same: one look-up and
 * one hash (RL-4). A right one whose hash is weaker than today's is hashed anew (PW-12). Refuses with TooBusy.
 */
export function createVerifyPassword(deps: { database: Database; hashing: Hashing }): Verify {
  const { database, hashing } = deps;
  const find = prepareFindPassword(database);

  return async (userId, password) => {
    const row = await find(userId ?? '');
    const matches = await hashing.verify(row?.hash ?? null, password);
    if (row === null || !matches) return WRONG;
    if (row.closed_at !== null) return { correct: false, closed: true, mustChange: row.must_change };
    if (userId !== null && hashing.needsRehash(row.hash)) await rehash(database.queries, userId, row.hash, password);
    return { correct: true, closed: false, mustChange: row.must_change };
  };

  async function rehash(db: Queries, userId: string, oldHash: string, password: string): Promise<void> {
    await replaceHash(db, userId, oldHash, await hashing.hash(password));
  }
}
