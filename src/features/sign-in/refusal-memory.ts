import { type Clock, SECOND } from '../../foundations/clock.ts';

const WINDOW = 10 * SECOND;
/** More than anybody types in that time. */
const MOST_ASKED = 20;
/** So many repeated refusals are written into the history at once. */
const BATCH = 50;
const MOST_KEPT = 20_000;

/** What the database said. */
export interface Refused {
  until: Date;
  because: 'address' | 'prefix';
}

export interface RefusalMemory {
  /** What this one was told, once it has asked too often in this window; null: ask the database. */
  recall(key: string): (Refused & { times: number }) | null;
  /** The database refused it. */
  note(key: string, refused: Refused): { times: number };
  /** A secret was bound anew, or unlocked: ask again. */
  forgetAll(): void;
}

/**
 * Who goes on trying while they must wait is told the same again without a statement: so a flood of refused tries costs
 * this node next to nothing (AP-9). In this process alone, since it decides nothing: it repeats what the database said,
 * for as long as that holds and ten seconds at most. `times`: how many tries to record now, so that they are counted
 * though not each is written (LH-2).
 */
export function createRefusalMemory(clock: Clock): RefusalMemory {
  const kept = new Map<string, Refused & { asked: number; unrecorded: number; windowEnds: number }>();
  return {
    recall(key) {
      const entry = kept.get(key);
      const now = clock.now().getTime();
      if (entry === undefined || entry.asked < MOST_ASKED) return null;
      if (entry.windowEnds <= now || entry.until.getTime() <= now) return null;
      entry.unrecorded += 1;
      const times = entry.unrecorded < BATCH ? 0 : entry.unrecorded;
      if (times > 0) entry.unrecorded = 0;
      return { until: entry.until, because: entry.because, times };
    },
    note(key, refused) {
      const now = clock.now().getTime();
      const before = kept.get(key);
      const goesOn = before !== undefined && before.windowEnds > now;
      if (before === undefined && kept.size >= MOST_KEPT) kept.clear();
      const [asked, windowEnds] = goesOn ? [before.asked + 1, before.windowEnds] : [1, now + WINDOW];
      kept.set(key, { ...refused, asked, windowEnds, unrecorded: 0 });
      return { times: 1 + (before?.unrecorded ?? 0) };
    },
    forgetAll: () => kept.clear(),
  };
}
