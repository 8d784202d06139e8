import { type ActOutcome, OPERATOR, type OperatorDeps } from './doors.ts';
import { operatorNoticeMail } from './operator-notice-mail.tsx';

/**
 * The last way back for somebody outside their own list: the list is gone, every address may be used. It opens no session,
 * and every proof is asked for as before; the owner reads of it in the history and by mail.
 */
export function createClearIpRestriction(deps: OperatorDeps) {
  const { database, clock, users, ipRestriction, history, officialMail } = deps;
  return async (email: string): Promise<ActOutcome> => {
    const user = await users.findByEmail(email);
    if (user === null) return 'no-such-user';
    return database.transaction(async (tx) => {
      if ((await users.lock(tx, user.id)) === null) return 'no-such-user';
      if (!(await ipRestriction.clear(tx, user.id))) return 'unchanged';
      await history.recordEvent(tx, {
        kind: 'ip-restriction-cleared-by-operator',
        userId: user.id,
        client: OPERATOR,
        outcome: 'success',
      });
      const parameters = { at: clock.now().toISOString(), act: 'ip-cleared' as const };
      await officialMail.notify(tx, { userId: user.id, mail: operatorNoticeMail, parameters });
      return 'done';
    });
  };
}
