import { expect, it } from 'vitest';
import { DAY } from '../../foundations/clock.ts';
import { ALERT_MODES, isWorthAMail, loosens, type SignInSigns } from './alert-mode.ts';

const at = new Date('2026-11-24T08:00:00.000Z');
const ordinary: SignInSigns = {
  at,
  knownDevice: true,
  knownNetwork: true,
  attemptsBefore: 0,
  previousSuccessAt: new Date(at.getTime() - DAY),
};
const unusual: Partial<SignInSigns>[] = [
  { knownDevice: false },
  { knownNetwork: false },
  { attemptsBefore: 3 },
  { previousSuccessAt: new Date(at.getTime() - 30 * DAY) },
];

it('by default every sign-in is told', () => {
  expect(isWorthAMail('every', ordinary)).toBe(true);
});

it('in “new devices only” the same device from the same network is silent, and everything unusual is told', () => {
  expect(isWorthAMail('new-devices', ordinary)).toBe(false);
  expect(isWorthAMail('new-devices', { ...ordinary, attemptsBefore: 2 })).toBe(false);
  for (const sign of unusual) expect(isWorthAMail('new-devices', { ...ordinary, ...sign })).toBe(true);
});

it('off is off', () => {
  for (const sign of unusual) expect(isWorthAMail('off', { ...ordinary, ...sign })).toBe(false);
});

it('to hear of less is a loosening, to hear of more is not', () => {
  const pairs = ALERT_MODES.flatMap((before) => ALERT_MODES.map((after) => [before, after] as const));
  expect(pairs.filter(([before, after]) => loosens(before, after))).toEqual([
    ['every', 'new-devices'],
    ['every', 'off'],
    ['new-devices', 'off'],
  ]);
});
