import { type ActOutcome, OPERATOR, type OperatorDeps } from './doors.ts';

/**
 * Forgets the wrong guesses of strangers at one address: waits end, and what was closed after a hundred is open again
 * (RL-1). What a source prefix used up stays, since it is not about this user.
 */
export function createUnlockUser({ database, users, guesses, history }: OperatorDeps) {
  return async (email: string): Promise<ActOutcome> => {
    const user = await users.findByEmail(email);
    if (user === null) return 'no-such-user';
    return database.transaction(async (tx) => {
      if ((await users.lock(tx, user.id)) === null) return 'no-such-user';
      await guesses.unlock(tx, email);
      await history.recordEvent(tx, {
        kind: 'unlocked-by-operator',
        userId: user.id,
        client: OPERATOR,
        outcome: 'success',
      });
      return 'done';
    });
  };
}
