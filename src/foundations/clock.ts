import { readFileSync } from 'node:fs';

/** The product's time. Every deadline is computed from here, so that a drill can move it. */
export interface Clock {
  now(): Date;
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const systemClock: Clock = { now: () => new Date() };

/** A century: beyond it a number in the file is a mistake. */
const MOST_OFFSET_SECONDS = 100 * 366 * (DAY / SECOND);

/**
 * For drills: `base` moved by the number of seconds in `file`, read anew at every call, so that a script moves
 * the product's time by writing it. A missing, empty or senseless file moves nothing.
 */
export function createOffsetClock(file: string, base: Clock = systemClock): Clock {
  return { now: () => new Date(base.now().getTime() + readOffsetSeconds(file) * SECOND) };
}

function readOffsetSeconds(file: string): number {
  try {
    const text = readFileSync(file, 'utf8').trim();
    const seconds = /^[+-]?\d{1,12}(\.\d{1,9})?$/.test(text) ? Number(text) : 0;
    return Math.abs(seconds) <= MOST_OFFSET_SECONDS ? seconds : 0;
  } catch {
    return 0;
  }
}
