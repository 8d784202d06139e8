import { type ActOutcome, OPERATOR, type OperatorDeps } from './doors.ts';
import { operatorNoticeMail } from './operator-notice-mail.tsx';

/**
 * PW-8: somebody else knows the password. All sessions end, no browser is known any more (one of them may be the
 * thief's), and the next session reaches only the change of password. The operator chooses and sees none (RC-8).
 */
export function createMarkUserCompromised(deps: OperatorDeps) {
  const { database, clock, users, sessions, passwords, history, officialMail } = deps;
  return async (email: string): Promise<ActOutcome> => {
    const user = await users.findByEmail(email);
    if (user === null) return 'no-such-user';
    return database.transaction(async (tx) => {
      if ((await users.lock(tx, user.id)) === null) return 'no-such-user';
      await passwords.markCompromised(tx, user.id);
      await sessions.endAll(tx, user.id);
      await sessions.forgetDevicesOf(tx, user.id);
      await history.recordEvent(tx, {
        kind: 'compromised-by-operator',
        userId: user.id,
        client: OPERATOR,
        outcome: 'success',
      });
      const parameters = { at: clock.now().toISOString(), act: 'compromised' as const };
      await officialMail.notify(tx, { userId: user.id, mail: operatorNoticeMail, parameters });
      return 'done';
    });
  };
}
