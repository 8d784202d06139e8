import type { Clock } from '../../foundations/clock.ts';
import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import type { Owner } from './address-list.ts';
import type { SignedInOwner, Users } from './doors.ts';
import { listRemovedMail } from './list-removed-mail.tsx';
import { listEntries } from './list-table.ts';
import { NOTHING_IN_FORCE } from './put-on-trial.ts';
import { listInForce } from './restriction.ts';
import { lockRestriction, restrictionOf, updateRestriction } from './restriction-table.ts';
import type { RevertList } from './revert-list.ts';

interface Deps {
  database: Database;
  clock: Clock;
  users: Users;
  revert: RevertList;
  commitChange: CommitSecurityChange;
}

/** Turns the restriction off, and the watching too. A thief would want it: it is mailed at once and can be undone. */
export function createRemoveList({ database, clock, users, revert, commitChange }: Deps) {
  return (session: SignedInOwner, client: Client): Promise<void> =>
    database.transaction(async (tx) => {
      const { userId } = session;
      const owner: Owner = { kind: 'user', id: userId };
      await users.lock(tx, userId);
      const row = await revert.settle(tx, owner, await lockRestriction(tx, owner));
      const now = clock.now();
      const inForce = listInForce(restrictionOf(row), now);
      const entries = await listEntries(tx, inForce);
      await updateRestriction(tx, owner, { ...NOTHING_IN_FORCE, reverted_at: null }, now);
      if (inForce === null) return;
      const confirmed = await listEntries(tx, row.confirmed_list);
      await commitChange(tx, {
        userId,
        kind: 'ip-restriction-removed',
        actor: { client, session },
        before: { list: row.confirmed_list, ranges: confirmed.map(({ range }) => range) },
        after: { list: null, ranges: [] },
        endSessions: 'none',
        mail: listRemovedMail,
        parameters: { at: now.toISOString(), address: client.address, count: entries.length },
      });
    });
}
