import { DAY, MINUTE, SECOND } from '../../foundations/clock.ts';

const WAITS = [5 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE];
/** Short enough that a mail is still news when the mail server is back. */
const LONGEST_WAIT = 15 * MINUTE;
const GIVE_UP_AFTER = 2 * DAY;

/** When a mail that could not be sent `attempts` times is tried again; null: it is given up. */
export function nextTry(attempts: number, createdAt: Date, now: Date): Date | null {
  const at = now.getTime() + (WAITS[attempts - 1] ?? LONGEST_WAIT);
  return at - createdAt.getTime() > GIVE_UP_AFTER ? null : new Date(at);
}
