import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import { type Entry, type Owner, prepareList } from './address-list.ts';
import type { SignedInOwner, Users } from './doors.ts';
import { listChangedMail } from './list-changed-mail.tsx';
import { listEntries } from './list-table.ts';
import { type PutOnTrial, storeList } from './put-on-trial.ts';
import type { ReadEntry } from './read-entries.ts';
import { WATCH_TIME } from './restriction.ts';
import { lockRestriction, type RestrictionRow, updateRestriction } from './restriction-table.ts';
import type { RevertList } from './revert-list.ts';

export interface ListWish {
  entries: readonly ReadEntry[];
  /** The owner was told that the address they are at is not on it, and wants it all the same. */
  confirmLockout: boolean;
  /** Refuse nobody; for a week the page tells who would have been. */
  watch: boolean;
}

export type SetResult =
  | { result: 'provisional'; revertsAt: Date }
  | { result: 'watching'; until: Date }
  /** Computed here, not on the page: the address of this very request is not on the list (IP-6). */
  | { result: 'lockout-risk' };

interface Deps {
  database: Database;
  clock: Clock;
  users: Users;
  revert: RevertList;
  putOnTrial: PutOnTrial;
  commitChange: CommitSecurityChange;
}

/**
 * Puts a user's new list in force at once, for fifteen minutes. It stays only if somebody who proved after this moment
 * confirms it; else the last confirmed list counts again. One transaction with journal, history, mail and the job.
 */
export function createSetList({ database, clock, users, revert, putOnTrial, commitChange }: Deps) {
  return async (session: SignedInOwner, client: Client, wish: ListWish): Promise<SetResult> => {
    const isHere = prepareList(wish.entries, clock.now()).contains(client.address);
    if (!isHere && !wish.confirmLockout && !wish.watch) return { result: 'lockout-risk' };
    return database.transaction(async (tx): Promise<SetResult> => {
      const owner: Owner = { kind: 'user', id: session.userId };
      // Whoever signs in at this moment waits, and is then measured by the new list.
      await users.lock(tx, session.userId);
      const row = await revert.settle(tx, owner, await lockRestriction(tx, owner));
      const now = clock.now();
      const added = { addedAt: now, addedBy: session.userId };
      const { id: list, entries } = await storeList(tx, row, { owner, entries: wish.entries, ...added });
      if (wish.watch) {
        const until = new Date(now.getTime() + WATCH_TIME);
        await updateRestriction(tx, owner, { watched_list: list, watched_since: now, watched_until: until }, now);
        return { result: 'watching', until };
      }
      const revertsAt = await putOnTrial(tx, owner, list, session.provenAt);
      await commit(tx, session, client, row, { list, entries, revertsAt });
      return { result: 'provisional', revertsAt };
    });
  };

  async function commit(
    tx: Queries,
    session: SignedInOwner,
    client: Client,
    row: RestrictionRow,
    set: { list: string; entries: readonly Entry[]; revertsAt: Date },
  ): Promise<void> {
    const before = await listEntries(tx, row.confirmed_list);
    await commitChange(tx, {
      userId: session.userId,
      kind: 'ip-restriction-changed',
      actor: { client, session },
      before: { list: row.confirmed_list, ranges: before.map(({ range }) => range) },
      after: { list: set.list, ranges: set.entries.map(({ range }) => range) },
      endSessions: 'none',
      mail: listChangedMail,
      parameters: {
        at: clock.now().toISOString(),
        address: client.address,
        count: set.entries.length,
        countBefore: row.confirmed_list === null ? null : before.length,
        revertsAt: set.revertsAt.toISOString(),
      },
    });
  }
}
