import type { Queries } from '../../foundations/database/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { Users } from './doors.ts';
import { findChange, type JournalRow } from './journal-table.ts';
import { OBJECTION } from './objection.ts';
import type { SecurityChangeKind } from './security-change.ts';

export interface OpenChange {
  change: JournalRow;
  kind: SecurityChangeKind;
  /** The sign-in address of its user now. */
  email: string;
}

export type FindOpenChange = (db: Queries, token: string) => Promise<OpenChange | null>;

/**
 * The change that an objection link is about. null: unknown, expired, of another purpose, or undone already. Who was disabled
 * meanwhile has no say in an account of others.
 */
export function createFindOpenChange(deps: {
  oneTimeTokens: Pick<OneTimeTokens, 'peek'>;
  users: Pick<Users, 'find'>;
}): FindOpenChange {
  return async (db, token) => {
    const found = await deps.oneTimeTokens.peek(db, OBJECTION, token);
    const change = found && (await findChange(db, found.subject));
    if (!change || change.undone_at !== null) return null;
    const user = await deps.users.find(db, change.user_id);
    if (change.account_change !== null && user?.state !== 'active') return null;
    return user && { change, kind: change.kind as SecurityChangeKind, email: user.email };
  };
}
