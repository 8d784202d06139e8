import { DAY } from '../../foundations/clock.ts';

export const SHORTEST_WAIT = 1;
export const LONGEST_WAIT = 30;
const DEFAULT_WAIT = 3;
/** A shorter wait counts only for recoveries asked for after this: whoever stole a session could not use it at once. */
const SHORTER_COUNTS_AFTER = 7 * DAY;

export interface WaitSetting {
  days: number;
  /** The longer wait that still holds; null: none. */
  earlierDays: number | null;
  countsFrom: Date;
}

export const DEFAULT_SETTING: WaitSetting = { days: DEFAULT_WAIT, earlierDays: null, countsFrom: new Date(0) };

/** How many days a recovery asked for now has to wait. */
export function waitAt({ days, earlierDays, countsFrom }: WaitSetting, now: Date): number {
  return earlierDays !== null && now < countsFrom ? earlierDays : days;
}

/** A longer wait counts at once, a shorter one later. */
export function changedWait(setting: WaitSetting, days: number, now: Date): WaitSetting {
  const present = waitAt(setting, now);
  if (days >= present) return { days, earlierDays: null, countsFrom: now };
  return { days, earlierDays: present, countsFrom: new Date(now.getTime() + SHORTER_COUNTS_AFTER) };
}
