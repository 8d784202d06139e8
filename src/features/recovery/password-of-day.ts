/** A password with what the journal shows of it; the hash is null when there was none, or it is kept no more. */
export interface PastPassword {
  hash: string | null;
  shown: Record<string, unknown>;
}

/** A change of the password, or the undoing of one. */
export interface PasswordEvent {
  sequence: number;
  /** Which event undid it; null: none. */
  undoneAt: number | null;
  before: PastPassword;
}

/**
 * The password just before that point of the journal. A change undone since counts as never made, so that undoing an
 * earlier or a later one first ends alike, and a thief's password does not become the one that an owner must know.
 */
export function passwordBefore(
  events: readonly PasswordEvent[],
  present: PastPassword,
  sequence: number,
): PastPassword {
  const last = events.findLast((event) => event.sequence < sequence);
  if (last && last.undoneAt !== null && last.undoneAt > sequence && last.before.hash !== null) {
    return passwordBefore(events, present, last.sequence);
  }
  return events.find((event) => event.sequence >= sequence)?.before ?? present;
}
