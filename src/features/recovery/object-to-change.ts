import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { AccountChange, AccountChanges, DescribeOrigin, History, OfficialMail, Sessions, Users } from './doors.ts';
import type { FindOpenChange } from './find-open-change.ts';
import type { Freezes } from './freeze-changes.ts';
import { markObjected } from './journal-table.ts';
import { objectionRaisedMail } from './objection-raised-mail.tsx';
import type { Undoers } from './security-change.ts';

export type ObjectionResult =
  /** `until` null: the freeze of this objection is over or was ended. */
  | { result: 'objected'; until: Date | null; ended: boolean }
  /** This owner stopped the account's changes a short while ago: they go on. */
  | { result: 'too-often'; ended: boolean }
  | { result: 'link-spent' };

interface Deps {
  database: Database;
  clock: Clock;
  users: Users;
  sessions: Sessions;
  freezes: Freezes;
  history: History;
  officialMail: OfficialMail;
  describeOrigin: DescribeOrigin;
  findOpenChange: FindOpenChange;
  undoers: Undoers;
  accountChanges(): AccountChanges;
}

/**
 * "I did not do this", from the mail about a change: only reduces power. All sessions end, no session changes protection
 * for a day, and what the change added must become senior anew. Once per change: again, it tells how things stand.
 * In a shared account it stops that account's changes instead. The owner's own sessions end if it was done in one, every time.
 */
export function createObjectToChange(deps: Deps): (token: string, client: Client) => Promise<ObjectionResult> {
  const { database, clock, users, sessions, freezes, history, officialMail, describeOrigin, findOpenChange } = deps;

  return (token, client) =>
    database.transaction(async (tx): Promise<ObjectionResult> => {
      const found = await findOpenChange(tx, token);
      if (found === null) return { result: 'link-spent' };
      const { change } = found;
      const userId = change.user_id;
      const line = change.account_change;
      if (line !== null) return objectInAccount(tx, token, { change: line, userId }, client);
      await users.lock(tx, userId);
      const now = clock.now();
      if (!(await markObjected(tx, change, now)))
        return { result: 'objected', until: await freezes.until(tx, userId), ended: true };
      await sessions.endAll(tx, userId);
      const until = await freezes.freeze(tx, userId);
      const { kind } = found;
      const undoable = { id: change.id, userId, email: found.email, kind, before: change.before_value };
      await deps.undoers[kind]?.doubt?.(tx, { ...undoable, after: change.after_value, secretBefore: null });
      await history.recordEvent(tx, { kind: 'objection', userId, client, outcome: 'success' });
      await officialMail.notify(tx, {
        userId,
        mail: objectionRaisedMail,
        parameters: {
          at: now.toISOString(),
          until: until.toISOString(),
          kind,
          changedAt: change.at.toISOString(),
          origin: describeOrigin(client),
        },
      });
      return { result: 'objected', until, ended: true };
    });

  async function objectInAccount(
    tx: Queries,
    token: string,
    seen: AccountChange,
    client: Client,
  ): Promise<ObjectionResult> {
    const accountChanges = deps.accountChanges();
    await accountChanges.hold(tx, seen);
    // Another owner may have taken it back or objected meanwhile.
    const found = await findOpenChange(tx, token);
    if (found === null) return { result: 'link-spent' };
    const { change } = found;
    // Whoever did it in this owner's name may still sit in that session, whoever objected before.
    const ended = change.actor_user_id === seen.userId;
    if (ended) await sessions.endAll(tx, seen.userId);
    if (change.objected_at !== null) {
      return { result: 'objected', until: await accountChanges.frozenUntil(tx, seen), ended };
    }
    const stopped = await accountChanges.stop(tx, { ...seen, client });
    if (stopped === null || stopped === 'too-often') return { result: 'too-often', ended };
    const { until, begun } = stopped;
    if (begun) await markObjected(tx, change, clock.now());
    return { result: 'objected', until, ended };
  }
}
