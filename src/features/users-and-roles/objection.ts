import { DAY, HOUR } from '../../foundations/clock.ts';
import type { ActivityKind, Facts } from './activity.ts';

/** Nobody changes anything in an account for so long after an objection. */
export const FREEZE = 24 * HOUR;
/** One owner stops an account's changes once within this, or a dismissed one could do so for ever. */
export const STOPPED_ONCE_IN = 7 * DAY;
/** As long as the link in a mail lives, and a day. */
const UNDOABLE_FOR = 8 * DAY;
/**
 * How far back the trail is read for what stood before a change: behind each change that was undone stands an earlier one, and each
 * of them could be undone for so long.
 */
export const PAST_READ = 8 * UNDOABLE_FOR;

const NEVER: ReadonlySet<ActivityKind> = new Set(['changes-stopped', 'changes-released']);

/** Every change that somebody made; of those that happen by themselves, the one that gives power. */
export function isObjectable({ kind, acting }: { kind: ActivityKind; acting: unknown }): boolean {
  return kind === 'ownership-passed' || (acting !== null && !NEVER.has(kind));
}

/** What can be put back. Whoever left wanted to go; who was to become an owner is asked anew; an undo is final. */
const UNDOABLE: ReadonlySet<ActivityKind> = new Set([
  'invitation-sent',
  'invitation-accepted',
  'role-changed',
  'member-suspended',
  'member-resumed',
  'member-removed',
  'ownership-waiting',
  'ownership-passed',
  'account-changed',
  'policy-changed',
  'addresses-changed',
  'addresses-confirmed',
  'addresses-removed',
]);

/** Of the rules, the one about the second factor. */
export function isUndoable({ kind, before_value }: { kind: ActivityKind; before_value: Facts }): boolean {
  return UNDOABLE.has(kind) && (kind !== 'policy-changed' || before_value.secondFactorFrom !== undefined);
}

/** Until when changes are stopped; null: they are not. */
export function frozenAt({ frozen_until }: { frozen_until: Date | null }, now: Date): Date | null {
  return frozen_until !== null && frozen_until > now ? frozen_until : null;
}
