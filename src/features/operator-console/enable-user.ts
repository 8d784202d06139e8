import { type ActOutcome, OPERATOR, type OperatorDeps } from './doors.ts';
import { operatorNoticeMail } from './operator-notice-mail.tsx';

/** Lets a disabled user in again, with the proofs there were; it opens no session. */
export function createEnableUser({ database, clock, users, history, officialMail }: OperatorDeps) {
  return async (email: string): Promise<ActOutcome> => {
    const user = await users.findByEmail(email);
    if (user === null) return 'no-such-user';
    return database.transaction(async (tx) => {
      const live = await users.lock(tx, user.id);
      if (live === null) return 'no-such-user';
      if (live.state === 'active') return 'unchanged';
      await users.setState(tx, user.id, 'active');
      await history.recordEvent(tx, {
        kind: 'enabled-by-operator',
        userId: user.id,
        client: OPERATOR,
        outcome: 'success',
      });
      const parameters = { at: clock.now().toISOString(), act: 'enabled' as const };
      await officialMail.notify(tx, { userId: user.id, mail: operatorNoticeMail, parameters });
      return 'done';
    });
  };
}
