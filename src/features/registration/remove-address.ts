import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import type { Actor } from './address-doors.ts';
import { letAddressGo, listAddresses } from './address-table.ts';
import { LEAVING_TIME } from './notification-address.ts';
import { type AddressesChanged, notificationAddressMail } from './notification-address-mail.tsx';

export type RemoveResult = 'removed' | 'not-found' | 'is-sign-in-address';

interface Deps {
  database: Database;
  clock: Clock;
  users: { lock(tx: Queries, id: string): Promise<unknown> };
  commitChange: CommitSecurityChange;
}

/**
 * The address leaves: it still gets every security mail for a while, so that a thief cannot shut the owner out of them in
 * silence (RC-7). Removed twice it is no error. The sign-in address can only be changed.
 */
export function createRemoveAddress({ database, clock, users, commitChange }: Deps) {
  return ({ session, client }: Actor, address: string): Promise<RemoveResult> =>
    database.transaction(async (tx): Promise<RemoveResult> => {
      const { userId } = session;
      const now = clock.now();
      await users.lock(tx, userId);
      const own = await listAddresses(tx, userId, now);
      const row = own.find((candidate) => candidate.address === address);
      if (row === undefined) return 'not-found';
      if (row.is_sign_in_address) return 'is-sign-in-address';
      const until = new Date(now.getTime() + LEAVING_TIME);
      if (!(await letAddressGo(tx, userId, address, until))) return 'removed';
      const before = own.filter((candidate) => candidate.until === null).map((candidate) => candidate.address);
      await commitChange<AddressesChanged>(tx, {
        userId,
        kind: 'notification-address-removed',
        actor: { client, session },
        before: { addresses: before, address },
        after: { addresses: before.filter((other) => other !== address) },
        endSessions: 'none',
        mail: notificationAddressMail,
        parameters: { at: now.toISOString(), how: 'removed', notified: address, address: client.address },
      });
      return 'removed';
    });
}
