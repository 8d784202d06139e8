import type { Clock } from '../../foundations/clock.ts';
import { newId } from '../../foundations/crypto/index.ts';
import type { Queries } from '../../foundations/database/index.ts';
import { firstAccountOf, insertAccount, insertMembership } from './account-table.ts';

export { authorize, type Decision } from './authorize.ts';
export type { Permission } from './permission.ts';

export interface Accounts {
  /** An account of one's own, its user the active owner; part of the sign-up's transaction. */
  open(tx: Queries, owner: { userId: string; name: string }): Promise<{ id: string }>;
  /** Where a sign-in lands; null: the user has no active membership anywhere. */
  firstOf(db: Queries, userId: string): Promise<{ id: string; name: string } | null>;
}

export function createAccounts({ clock }: { clock: Clock }): Accounts {
  return {
    async open(tx, { userId, name }) {
      const now = clock.now();
      const id = newId('acc');
      await insertAccount(tx, { id, name, created_at: now });
      await insertMembership(tx, { account_id: id, user_id: userId, role: 'owner', state: 'active', joined_at: now });
      return { id };
    },
    firstOf: firstAccountOf,
  };
}
