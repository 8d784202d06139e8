import type { Clock } from '../../foundations/clock.ts';
import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { DescribeOrigin, History, OfficialMail, Sessions, Users } from './doors.ts';
import type { FindOpenChange } from './find-open-change.ts';
import type { Freezes } from './freeze-changes.ts';
import { markObjected } from './journal-table.ts';
import { objectionRaisedMail } from './objection-raised-mail.tsx';
import type { Undoers } from './security-change.ts';

export type ObjectionResult =
  /** `until` null: the freeze of this objection is over or was ended. */
  { result: 'objected'; until: Date | null } | { result: 'link-spent' };

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
}

/**
 * "I did not do this", from the mail about a change: only reduces power. All sessions end, no session changes protection
 * for a day, and what the change added must become senior anew. Once per change: again, it tells how things stand.
 */
export function createObjectToChange(deps: Deps): (token: string, client: Client) => Promise<ObjectionResult> {
  const { database, clock, users, sessions, freezes, history, officialMail, describeOrigin, findOpenChange } = deps;

  return (token, client) =>
    database.transaction(async (tx): Promise<ObjectionResult> => {
      const found = await findOpenChange(tx, token);
      if (found === null) return { result: 'link-spent' };
      const { change } = found;
      const userId = change.user_id;
      await users.lock(tx, userId);
      const now = clock.now();
      if (!(await markObjected(tx, change.id, now)))
        return { result: 'objected', until: await freezes.until(tx, userId) };
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
      return { result: 'objected', until };
    });
}
