import type { OperatorDeps } from './doors.ts';

export interface ClearedAccount {
  id: string;
  name: string;
  /** False: it had no list. */
  cleared: boolean;
}

/**
 * The last way back into an account whose owners are all outside its list: every address may be used again. By the account's
 * id, or by an owner's sign-in address for each account they own. It opens no session; the account's activity says that the
 * operator did it, and all owners get a mail.
 */
export function createClearAccountAddresses({ database, users, accounts, ipRestriction }: OperatorDeps) {
  return async (accountOrOwner: string): Promise<ClearedAccount[] | 'no-such-user'> => {
    const done: ClearedAccount[] = [];
    for (const accountId of await accountsOf(accountOrOwner)) {
      await database.transaction(async (tx) => {
        const account = await accounts.lock(tx, accountId);
        if (account === null) return;
        const { id, name } = account;
        done.push({ id, name, cleared: await ipRestriction.clearAccount(tx, { id, name }) });
      });
    }
    return done.length > 0 ? done : 'no-such-user';
  };

  async function accountsOf(accountOrOwner: string): Promise<string[]> {
    if (!accountOrOwner.includes('@')) return [accountOrOwner];
    const user = await users.findByEmail(accountOrOwner);
    return user === null ? [] : (await accounts.ownedBy(database.queries, user.id)).map(({ id }) => id);
  }
}
