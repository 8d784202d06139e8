import { expect, test } from 'vitest';
import { nextDay, startOfDay } from './day.ts';

test.each([
  ['2026-11-24', 'UTC', '2026-11-24T00:00:00.000Z'],
  ['2026-11-24', 'Europe/Paris', '2026-11-23T23:00:00.000Z'],
  ['2026-07-24', 'Europe/Paris', '2026-07-23T22:00:00.000Z'],
  ['2026-03-29', 'Europe/Paris', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Paris', '2026-03-29T22:00:00.000Z'],
  ['2026-10-25', 'Europe/Paris', '2026-10-24T22:00:00.000Z'],
  ['2026-11-24', 'America/Los_Angeles', '2026-11-24T08:00:00.000Z'],
  ['2026-11-24', 'Pacific/Kiritimati', '2026-11-23T10:00:00.000Z'],
  ['2026-11-24', 'Asia/Kolkata', '2026-11-23T18:30:00.000Z'],
])('%s in %s begins at %s', (day, zone, instant) => {
  expect(startOfDay(day, zone)?.toISOString()).toBe(instant);
});

test.each(['2026-02-30', '2026-13-01', '26-1-1', '2026-11-24T00:00', ''])('%s is no day', (day) => {
  expect(startOfDay(day, 'UTC')).toBeNull();
});

test('the day after the last of a year is the first of the next', () => {
  expect(nextDay('2026-12-31')).toBe('2027-01-01');
});
