import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../foundations/clock.ts';
import { endsAt, freshFor, isFreshlyProven, isOver, onlyReads, type Session } from './session.ts';

const START = new Date('2026-03-01T12:00:00Z');
const later = (ms: number) => new Date(START.getTime() + ms);

function sessionOf(more: Partial<Session>): Session {
  const kept = more.kept ?? false;
  const base = {
    kept,
    lapsed: false,
    assurance: 'aal1',
    reachable: 'aal1',
    provenAt: START,
    signedInAt: START,
    lastSeenAt: START,
  };
  return { ...base, expiresAt: later(kept ? 7 * DAY : DAY), ...more } as Session;
}

describe('when a session ends (SE-5)', () => {
  test('an hour without a request, to the second', () => {
    expect(isOver(sessionOf({}), later(59 * MINUTE))).toBe(false);
    expect(isOver(sessionOf({}), later(HOUR))).toBe(false);
    expect(isOver(sessionOf({}), later(HOUR + SECOND))).toBe(true);
  });

  test('a day, however busy it is', () => {
    const busy = sessionOf({ lastSeenAt: later(DAY - SECOND) });
    expect(isOver(busy, later(DAY))).toBe(false);
    expect(isOver(busy, later(DAY + SECOND))).toBe(true);
    expect(endsAt(busy)).toEqual(later(DAY));
  });

  test('a kept one lasts seven days, idle or not', () => {
    const kept = sessionOf({ kept: true });
    expect(isOver(kept, later(7 * DAY))).toBe(false);
    expect(isOver(kept, later(7 * DAY + SECOND))).toBe(true);
  });
});

describe('when a kept session only reads (SE-5, C11)', () => {
  test('past a day since the proof, past an hour of silence, or once it has lapsed', () => {
    const busy = (more: object) => sessionOf({ kept: true, ...more });
    expect(onlyReads(busy({ lastSeenAt: later(DAY) }), later(DAY))).toBe(false);
    expect(onlyReads(busy({ lastSeenAt: later(DAY + SECOND) }), later(DAY + SECOND))).toBe(true);
    expect(onlyReads(busy({}), later(HOUR))).toBe(false);
    expect(onlyReads(busy({}), later(HOUR + SECOND))).toBe(true);
    expect(onlyReads(busy({ lapsed: true }), START)).toBe(true);
  });

  test('one that is not kept is over instead', () => {
    expect(onlyReads(sessionOf({ lapsed: true }), later(2 * DAY))).toBe(false);
  });
});

test('a proof is fresh for ten minutes, no longer (SU-1)', () => {
  expect(isFreshlyProven(sessionOf({}), later(10 * MINUTE))).toBe(true);
  expect(isFreshlyProven(sessionOf({}), later(10 * MINUTE + 1))).toBe(false);
});

test('a proof is fresh only at the highest assurance the user can reach (SU-2)', () => {
  expect(isFreshlyProven(sessionOf({ reachable: 'aal2', assurance: 'aal1' }), START)).toBe(false);
  expect(isFreshlyProven(sessionOf({ reachable: 'aal2', assurance: 'aal2' }), START)).toBe(true);
  expect(isFreshlyProven(sessionOf({ reachable: 'aal1', assurance: 'aal2' }), START)).toBe(true);
});

describe('the step-up in place (SU-1)', () => {
  test('is asked for by the page from the very moment on at which the door refuses', () => {
    for (const age of [0, 4 * MINUTE, 10 * MINUTE]) {
      const end = later(age + freshFor(sessionOf({}), later(age)));
      expect(isFreshlyProven(sessionOf({}), end)).toBe(true);
      expect(isFreshlyProven(sessionOf({}), new Date(end.getTime() + 1))).toBe(false);
    }
  });

  test('is asked for at once when the proof is old, or was less than the user can give', () => {
    expect(freshFor(sessionOf({}), later(11 * MINUTE))).toBe(0);
    expect(freshFor(sessionOf({ reachable: 'aal2' }), later(MINUTE))).toBe(0);
  });
});
