import type { Clock } from '../../foundations/clock.ts';
import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { Owner } from './address-list.ts';
import type { History, SignedInOwner } from './doors.ts';
import type { PreparedLists } from './prepared-lists.ts';
import { isProvisional, mayConfirm } from './restriction.ts';
import { lockRestriction, restrictionOf, updateRestriction } from './restriction-table.ts';
import { type RevertList, SETTLED } from './revert-list.ts';

export type ConfirmResult =
  | 'active'
  /** There is no list, or it took itself back. */
  | 'nothing'
  /** Proven before the list was set: that shows nothing about the list. */
  | 'needs-proof'
  /** The way back opened this address; the list would still refuse it. */
  | 'not-on-list';

interface Deps {
  database: Database;
  clock: Clock;
  lists: PreparedLists;
  history: Pick<History, 'recordEvent'>;
  revert: RevertList;
}

/** Makes the provisional list stay. Against the deadline one of the two wins, by the lock on the row. */
export function createConfirmList({ database, clock, lists, history, revert }: Deps) {
  return (session: SignedInOwner, client: Client): Promise<ConfirmResult> =>
    database.transaction(async (tx) => {
      const { userId } = session;
      const owner: Owner = { kind: 'user', id: userId };
      const row = await revert.settle(tx, owner, await lockRestriction(tx, owner));
      const now = clock.now();
      const restriction = restrictionOf(row);
      if (!isProvisional(restriction, now) || row.provisional_list === null) {
        return row.confirmed_list === null || row.reverted_at !== null ? 'nothing' : 'active';
      }
      if (!mayConfirm(restriction, session.provenAt)) return 'needs-proof';
      if (!(await lists.contains(tx, row.provisional_list, client.address, now))) return 'not-on-list';
      await updateRestriction(tx, owner, { ...SETTLED, confirmed_list: row.provisional_list }, now);
      await history.recordEvent(tx, {
        kind: 'ip-restriction-confirmed',
        userId,
        client,
        outcome: 'success',
        sessionId: session.id,
      });
      return 'active';
    });
}
