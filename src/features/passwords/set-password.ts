import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { ChangingSession, CommitChange, DescribeOrigin, Guesses, Owner, Users } from './doors.ts';
import { passwordChangedMail } from './password-changed-mail.tsx';
import { lockPassword, type PasswordRow, upsertPassword } from './password-table.ts';

export interface NewPassword {
  owner: Pick<Owner, 'id' | 'email'>;
  hash: string;
  by: 'change' | 'reset';
  client: Client;
  /** null: set through a mailed link; then every session ends (RC-4), else all but this one (SE-8). */
  session: ChangingSession | null;
}

export type SetPassword = (tx: Queries, password: NewPassword) => Promise<void>;

interface Deps {
  clock: Clock;
  users: Pick<Users, 'lock'>;
  guesses: Guesses;
  commitChange: CommitChange;
  describeOrigin: DescribeOrigin;
}

/**
 * Sets a new password as a security change, in the caller's transaction: the row, the strangers' counter opened again
 * (RL-1), and with it journal, history, ended sessions and notice.
 */
export function createSetPassword({ clock, users, guesses, commitChange, describeOrigin }: Deps): SetPassword {
  return async (tx, { owner, hash, by, client, session }) => {
    const now = clock.now();
    await users.lock(tx, owner.id);
    const before = await lockPassword(tx, owner.id);
    await upsertPassword(tx, { user_id: owner.id, hash, set_at: now, set_by: by });
    await guesses.rebind(tx, owner.email, 'password');
    await commitChange(tx, {
      userId: owner.id,
      kind: by === 'reset' ? 'password-reset' : 'password-changed',
      actor: { client, session },
      before: shownOf(before),
      after: { setAt: now.toISOString(), setBy: by },
      ...(before === null ? {} : { secretBefore: before.hash }),
      endSessions: session === null ? 'all' : 'others',
      mail: passwordChangedMail,
      parameters: { at: now.toISOString(), how: by, origin: describeOrigin(client) },
    });
  };
}

/** What the journal shows of a password: when and how it was set. */
export function shownOf(row: PasswordRow | null): Record<string, unknown> {
  if (row === null) return {};
  const { set_at, set_by, closed_at, must_change } = row;
  return { setAt: set_at.toISOString(), setBy: set_by, closed: closed_at !== null, mustChange: must_change };
}
