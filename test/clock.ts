import type { Clock } from '../src/foundations/clock.ts';

export interface TestClock extends Clock {
  /** Moves on; never back. */
  advance(milliseconds: number): void;
}

/** Stands still at the moment the test began until it is moved. */
export function createTestClock(): TestClock {
  let now = Date.now();
  return {
    now: () => new Date(now),
    advance(milliseconds) {
      now += milliseconds;
    },
  };
}
