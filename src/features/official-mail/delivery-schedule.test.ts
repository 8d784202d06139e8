import { expect, it } from 'vitest';
import { DAY, MINUTE, SECOND } from '../../foundations/clock.ts';
import { nextTry } from './delivery-schedule.ts';

it('a mail is tried again soon at first, at least every quarter of an hour, for two days, then no more', () => {
  const createdAt = new Date('2026-11-24T08:00:00.000Z');
  let now = createdAt;
  const waits: number[] = [];
  for (let attempts = 1; ; attempts++) {
    const next = nextTry(attempts, createdAt, now);
    if (next === null) break;
    waits.push(next.getTime() - now.getTime());
    now = next;
  }
  expect(waits[0]).toBe(5 * SECOND);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(Math.max(...waits)).toBe(15 * MINUTE);
  const age = now.getTime() - createdAt.getTime();
  expect(age).toBeLessThanOrEqual(2 * DAY);
  expect(age).toBeGreaterThan(2 * DAY - 15 * MINUTE);
});
