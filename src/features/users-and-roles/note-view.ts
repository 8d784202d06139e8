import { type Clock, HOUR } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import { isViewNoted } from './activity-table.ts';
import type { CommitAccountChange } from './commit-account-change.ts';
import type { Acting } from './doors.ts';

const NOTED_EVERY = HOUR;

/**
 * Looking at what others did is itself noted, for the owners and for whom it is about (LH-6); once an hour for each
 * person and page, so that paging does not bury the rest.
 */
export function createNoteView(deps: { queries: Queries; clock: Clock; commitAccountChange: CommitAccountChange }) {
  const { queries, clock, commitAccountChange } = deps;
  return async (acting: Acting, kind: 'members-viewed' | 'activity-viewed', accountName: string): Promise<void> => {
    const since = new Date(clock.now().getTime() - NOTED_EVERY);
    if (await isViewNoted(queries, { accountId: acting.accountId, userId: acting.userId, kind }, since)) return;
    const account = { id: acting.accountId, name: accountName };
    await commitAccountChange(queries, { account, kind, acting, tellOwners: false });
  };
}

export type NoteView = ReturnType<typeof createNoteView>;
