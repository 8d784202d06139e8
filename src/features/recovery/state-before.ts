/** What a change replaced, as far as the journal keeps it: what may be shown, and what may not. */
export interface PastState {
  shown: Record<string, unknown>;
  /** null: there was none, or it is kept no more. */
  secret: string | null;
}

/** A change of one thing, such as the password or the mode of login alerts. */
export interface ChangeEvent {
  sequence: number;
  /** Which entry of the journal undid it; null: none. */
  undoneAt: number | null;
  before: PastState;
}

/**
 * How the thing stood just before that point of the journal. A change that was undone since counts as never made, so that
 * undoing an earlier or a later one first ends alike: what a thief put in twice never comes back, nor does a thief's password
 * become the one that an owner must know. `present`: how it stands when nothing was changed since. `mustHaveSecret`: a state
 * whose secret is kept no more is none to go back to.
 */
export function stateBefore(
  events: readonly ChangeEvent[],
  present: PastState,
  sequence: number,
  mustHaveSecret = false,
): PastState {
  const last = events.findLast((event) => event.sequence < sequence);
  const isUsable = last !== undefined && (!mustHaveSecret || last.before.secret !== null);
  if (isUsable && last.undoneAt !== null && last.undoneAt > sequence) {
    return stateBefore(events, present, last.sequence, mustHaveSecret);
  }
  return events.find((event) => event.sequence >= sequence)?.before ?? present;
}
