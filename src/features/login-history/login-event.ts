import type { Client } from '../../foundations/http/index.ts';

export type Outcome = 'success' | 'failure';

/** Something a user, or somebody in their name, did or tried. */
export interface HistoryEvent {
  /** A word, such as `sign-in`, `password-changed`; what was tried, when it failed. */
  kind: string;
  /** null: the address is nobody's. */
  userId: string | null;
  client: Client;
  outcome: Outcome;
  /** With a failure, always: a word, the true reason. */
  cause?: string | undefined;
  methods?: readonly string[] | undefined;
  accountId?: string | undefined;
  sessionId?: string | undefined;
  deviceId?: string | null | undefined;
  /** So many at once; only of what is gathered. */
  times?: number | undefined;
}

/** Refused before anything was checked: nothing bounds how often that happens, so it is gathered. */
const UNEVALUATED: ReadonlySet<string> = new Set(['waiting', 'prefix-limited', 'closed']);

/** One row each, or gathered by cause, hour and slot, so that a flood cannot fill the disk. */
export function isGathered({ userId, cause }: Pick<HistoryEvent, 'userId' | 'cause'>): boolean {
  return userId === null || (cause !== undefined && UNEVALUATED.has(cause));
}

/** How many gathered rows one user, act and cause can have in an hour, whatever the number of sources. */
export const SLOTS = 32;
