import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Account, Accounts } from './account-doors.ts';
import type { Owner } from './address-list.ts';
import { type History, type Jobs, NO_BROWSER, type Notify } from './doors.ts';
import { listRevertedMail } from './list-reverted-mail.tsx';
import { listEntries, standingOf } from './list-table.ts';
import { lockRestriction, type RestrictionRow, updateRestriction } from './restriction-table.ts';

const REVERT = 'ip-restriction-revert';

/** No list is provisional. */
export const SETTLED = { provisional_list: null, provisional_since: null, proven_before: null, reverts_at: null };

interface Deps {
  database: Database;
  clock: Clock;
  jobs: Jobs;
  history: Pick<History, 'recordEvent'>;
  officialMail: Notify;
  accounts: Pick<Accounts, 'lock' | 'commitAccountChange'>;
}

/**
 * Tells that a list was not confirmed in time. It stopped counting by itself at its deadline; this tidies up, writes the
 * history and mails, once, whoever comes first: the job, or the next change.
 */
export function createRevertList({ database, clock, jobs, history, officialMail, accounts }: Deps) {
  async function schedule(tx: Queries, owner: Owner, list: string, at: Date): Promise<void> {
    await jobs.add(tx, REVERT, { kind: owner.kind, id: owner.id, list }, { runAt: at });
  }

  /** The row as it is then. The caller has locked it. */
  async function settle(tx: Queries, owner: Owner, row: RestrictionRow): Promise<RestrictionRow> {
    const now = clock.now();
    const { reverts_at, provisional_since, provisional_list } = row;
    if (provisional_list === null || reverts_at === null || reverts_at > now) return row;
    const settled = { ...SETTLED, reverted_at: reverts_at };
    await updateRestriction(tx, owner, settled, now);
    const before = row.confirmed_list === null ? null : (await listEntries(tx, row.confirmed_list)).length;
    if (owner.kind === 'user') {
      const userId = owner.id;
      const event = { kind: 'ip-restriction-reverted', userId, client: NO_BROWSER, outcome: 'success' } as const;
      await history.recordEvent(tx, event);
      const [at, setAt] = [reverts_at.toISOString(), (provisional_since ?? reverts_at).toISOString()];
      await officialMail.notify(tx, { userId, mail: listRevertedMail, parameters: { at, setAt, listBefore: before } });
    } else {
      const account = await accounts.lock(tx, owner.id);
      if (account !== null) await tellAccount(tx, account, provisional_list, row.confirmed_list);
    }
    return { ...row, ...settled };
  }

  async function tellAccount(tx: Queries, account: Account, from: string, to: string | null): Promise<void> {
    await accounts.commitAccountChange(tx, {
      account,
      kind: 'addresses-reverted',
      acting: null,
      // No versions: what stood before a change is read off changes that somebody made.
      before: { entries: (await standingOf(tx, from)).entries },
      after: { entries: (await standingOf(tx, to)).entries },
      tellOwners: true,
    });
  }

  jobs.define(REVERT, async ({ kind, id, list }) => {
    const owner: Owner = { kind: kind === 'account' ? 'account' : 'user', id: String(id) };
    await database.transaction(async (tx) => {
      // As everywhere: the account before what is its own.
      if (owner.kind === 'account') await accounts.lock(tx, owner.id);
      const row = await lockRestriction(tx, owner);
      if (row.provisional_list !== list || row.reverts_at === null) return;
      // The clock of this node may be behind the one that set the deadline.
      if (row.reverts_at > clock.now()) await schedule(tx, owner, String(list), row.reverts_at);
      else await settle(tx, owner, row);
    });
  });

  return { schedule, settle };
}

export type RevertList = ReturnType<typeof createRevertList>;
