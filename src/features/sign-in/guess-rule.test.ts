import { expect, test } from 'vitest';
import { limitsOf, WAIT_SECONDS_BY_MISSES, waitAfter } from './guess-rule.ts';

test('strangers have four misses without a wait; the fifth starts one of 30 s, doubled by each miss up to an hour (RL-1)', () => {
  expect(WAIT_SECONDS_BY_MISSES).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
  expect(waitAfter(99)).toBe(3_600_000);
});

test('the table is as long as waits grow: every later miss waits as long as its last entry', () => {
  expect(WAIT_SECONDS_BY_MISSES.at(-1)).toBe(waitAfter(100) / 1000);
});

test('strangers are closed out at a hundred, a known device is forgotten at ten and never waits', () => {
  expect(limitsOf({ kind: 'strangers' })).toEqual({ mostMisses: 100, waitSeconds: WAIT_SECONDS_BY_MISSES });
  const device = limitsOf({ kind: 'device', id: 'dev_a' });
  expect(device.mostMisses).toBe(10);
  expect(device.waitSeconds.every((seconds) => seconds === 0)).toBe(true);
});
