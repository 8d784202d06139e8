import { createRangeSet, isRangeProblem, parseRange, type RangeSet } from '../../foundations/client-address/index.ts';

/** Whose list it is: one user's own, or an account's for all of its members. */
export interface Owner {
  kind: 'user' | 'account';
  id: string;
}

/** How long a list can be. */
export const MOST_ENTRIES: Record<Owner['kind'], number> = { user: 100, account: 10_000 };
export const LONGEST_LABEL = 60;

/** Some addresses of a list. */
export interface Entry {
  /** The one spelling: an address, a network, or first-last. */
  range: string;
  label: string;
  addedAt: Date;
  addedBy: string;
  /** From then on it counts no more; null: it stays. */
  endsAt: Date | null;
  /** The last sign-in from it. */
  lastUsedAt: Date | null;
}

export type Limited = Pick<Entry, 'range' | 'endsAt'>;

/** The ranges that count at one time, ready to be asked; to be prepared anew outside of [from, until). */
export interface PreparedList extends RangeSet {
  from: Date;
  until: Date | null;
}

/** Throws for an entry that is no range: bad data must not pass for a shorter list. */
export function prepareList(entries: readonly Limited[], now: Date): PreparedList {
  const counting = entries.filter(({ endsAt }) => endsAt === null || endsAt > now);
  const ends = counting.flatMap(({ endsAt }) => (endsAt === null ? [] : [endsAt.getTime()]));
  const ranges = counting.map(({ range }) => {
    const parsed = parseRange(range);
    if (isRangeProblem(parsed)) throw new Error(`a list of addresses holds what is no range: ${parsed.problem}`);
    return parsed;
  });
  const until = ends.length === 0 ? null : new Date(ends.reduce((first, end) => Math.min(first, end)));
  return { ...createRangeSet(ranges), from: now, until };
}

export function isStillPrepared({ from, until }: PreparedList, now: Date): boolean {
  return now >= from && (until === null || now < until);
}
