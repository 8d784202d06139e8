/** A change of one thing that is one value at a time, such as a password, a list or a role. */
interface ChangeEvent<S> {
  sequence: number;
  /** At which point of the same sequence it was undone; null: it was not. */
  undoneAt: number | null;
  before: S;
}

/**
 * How the thing stood just before that point of the sequence. A change that was undone since counts as never made, so that
 * undoing an earlier or a later one first ends alike: what a thief put in twice never comes back, nor does a thief's password
 * become the one that an owner must know. `present`: how it stands when nothing was changed since. `isKept`: false for a state
 * that is known no more, which is none to go back to.
 */
export function stateBefore<S>(
  events: readonly ChangeEvent<S>[],
  present: S,
  sequence: number,
  isKept: (state: S) => boolean = () => true,
): S {
  const last = events.findLast((event) => event.sequence < sequence);
  if (last !== undefined && isKept(last.before) && last.undoneAt !== null && last.undoneAt > sequence) {
    return stateBefore(events, present, last.sequence, isKept);
  }
  return events.find((event) => event.sequence >= sequence)?.before ?? present;
}
