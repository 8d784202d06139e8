import type { Clock } from '../../foundations/clock.ts';
import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { AccountHistory, Accounts } from './account-doors.ts';
import { type Limited, prepareList } from './address-list.ts';
import { type Judgement, judgeList } from './judge-list.ts';
import type { ReadEntry } from './read-entries.ts';
import { type Replay, replaySignIns } from './replay-sign-ins.ts';
import { REPLAY_TIME } from './restriction.ts';

/** What a list would have done to one member. */
export interface MemberReplay {
  email: string;
  name: string;
  total: number;
  refused: number;
}

export interface CheckedAccountList {
  entries: readonly Pick<ReadEntry, 'range' | 'label' | 'endsAt'>[];
  replay: Replay;
  judgement: Judgement;
  /** Those whom it would have refused at least once, the most refused first. */
  members: MemberReplay[];
}

export interface CheckAccountListDeps {
  database: Database;
  clock: Clock;
  accounts: Pick<Accounts, 'membersOf'>;
  history: AccountHistory;
}

/** Plays a list through what the members did in this account of late: two statements, however many members there are. */
export function createCheckAccountList({ database, clock, accounts, history }: CheckAccountListDeps) {
  return async (
    accountId: string,
    entries: readonly (Limited & { label: string })[],
    { address }: Client,
  ): Promise<CheckedAccountList> => {
    const to = clock.now();
    const from = new Date(to.getTime() - REPLAY_TIME);
    const people = await accounts.membersOf(database.queries, accountId);
    const ids = people.map(({ userId }) => userId);
    const rows = await history.listAccountSignIns(accountId, ids, from);
    const signIns = rows.map((row) => ({ ...row, who: row.userId }));
    const ranges = entries.map(({ range }) => range);
    const replay = replaySignIns(signIns, ranges, { from, to });
    const isHere = prepareList(entries, to).contains(address);
    const judgement = judgeList(entries, { signIns, replay, address, isHere });
    const totals = sumByMember(signIns);
    const refused = sumByMember(replay.refusedSignIns);
    const members = people
      .map(({ userId, email, name }) => ({
        ...{ email, name },
        total: totals.get(userId) ?? 0,
        refused: refused.get(userId) ?? 0,
      }))
      .filter((member) => member.refused > 0)
      .sort((a, b) => b.refused - a.refused);
    return { entries, replay, judgement, members };
  };
}

function sumByMember(signIns: readonly { who?: string; times?: number }[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { who = '', times = 1 } of signIns) sums.set(who, (sums.get(who) ?? 0) + times);
  return sums;
}
