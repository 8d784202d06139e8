import { type ActOutcome, OPERATOR, type OperatorDeps } from './doors.ts';
import { operatorNoticeMail } from './operator-notice-mail.tsx';

/**
 * Shuts a user out: no sign-in, no reset, and every session, pending sign-in and token ends with the raised generation
 * (SE-8). One transaction with the line in the history and the mail. Whoever signs in at this moment waits for the row.
 */
export function createDisableUser({ database, clock, users, sessions, history, officialMail }: OperatorDeps) {
  return async (email: string): Promise<ActOutcome> => {
    const user = await users.findByEmail(email);
    if (user === null) return 'no-such-user';
    return database.transaction(async (tx) => {
      const live = await users.lock(tx, user.id);
      if (live === null) return 'no-such-user';
      if (live.state === 'disabled') return 'unchanged';
      await users.setState(tx, user.id, 'disabled');
      await sessions.endAll(tx, user.id);
      await history.recordEvent(tx, {
        kind: 'disabled-by-operator',
        userId: user.id,
        client: OPERATOR,
        outcome: 'success',
      });
      const parameters = { at: clock.now().toISOString(), act: 'disabled' as const };
      await officialMail.notify(tx, { userId: user.id, mail: operatorNoticeMail, parameters });
      return 'done';
    });
  };
}
