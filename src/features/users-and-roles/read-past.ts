import { stateBefore } from '../../foundations/past-states/index.ts';
import type { ActivityKind, Facts } from './activity.ts';
import type { ActivityRow } from './activity-table.ts';

/** Which lines of the trail say what role their subject had before, and which in what state they were. */
const TELLS: Readonly<Record<'role' | 'state', ReadonlySet<ActivityKind>>> = {
  role: new Set([
    'invitation-accepted',
    'role-changed',
    'member-removed',
    'member-left',
    'ownership-waiting',
    'ownership-passed',
  ]),
  state: new Set(['member-suspended', 'member-resumed', 'suspension-ended', 'member-removed', 'member-left']),
};

const JOINS: ReadonlySet<ActivityKind> = new Set(['invitation-accepted', 'ownership-waiting']);

/**
 * What stood before a change, read off the trail: `rows`, the account's, the oldest first. A change that was undone counts as
 * never made. Each thing by itself: taking back a role does not take back a suspension.
 */
export function createReadPast(rows: readonly ActivityRow[]) {
  const undone = new Map(
    rows.flatMap((row) => (row.kind === 'change-undone' ? [[row.before_value.change, row.seq] as const] : [])),
  );

  function before(of: ActivityRow, isTold: (row: ActivityRow) => boolean): Facts {
    const events = rows.filter(isTold).map((row) => ({
      sequence: row.seq,
      undoneAt: undone.get(row.id) ?? null,
      before: row.before_value,
    }));
    return stateBefore(events, of.before_value, of.seq);
  }

  return {
    /** Of the person the change is about. */
    ofMember: (of: ActivityRow, thing: keyof typeof TELLS): Facts =>
      before(of, ({ kind, subject_user_id }) => subject_user_id === of.subject_user_id && TELLS[thing].has(kind)),
    /** Of the account itself. */
    ofAccount: (of: ActivityRow, name: string): Facts =>
      before(of, ({ kind, before_value }) => kind === of.kind && before_value[name] !== undefined),
    /** Of the list of addresses: set on trial, confirmed and removed are changes of the same one. */
    ofAddresses: (of: ActivityRow): Facts =>
      before(of, ({ kind, before_value }) => kind !== 'change-undone' && before_value.list !== undefined),
    /** Whether the person came in anew since, by an invitation that stands. */
    cameLater: (of: ActivityRow): boolean =>
      rows.some(
        (row) =>
          row.seq > of.seq && row.subject_user_id === of.subject_user_id && JOINS.has(row.kind) && !undone.has(row.id),
      ),
    /** What became of an invitation, until the next one to that address. */
    answersTo(of: ActivityRow): { answers: ActivityRow[]; isLatest: boolean } {
      const later = rows.filter((row) => row.seq > of.seq && row.subject_email === of.subject_email);
      const next = later.findIndex(({ kind }) => kind === 'invitation-sent');
      const mine = next === -1 ? later : later.slice(0, next);
      const answers = mine.filter(({ kind }) => JOINS.has(kind));
      return { answers: answers.filter(({ id }) => !undone.has(id)), isLatest: next === -1 };
    },
  };
}

export type ReadPast = ReturnType<typeof createReadPast>;
