import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../foundations/clock.ts';
import { endsAt, isFreshlyProven, isOver, onlyReads, type Session } from './session.ts';

const START = new Date('2026-03-01T12:00:00Z');
const later = (ms: number) => new Date(START.getTime() + ms);

function sessionOf(more: Partial<Session>): Session {
  const kept = more.kept ?? false;
  const base = { kept, lapsed: false, provenAt: START, signedInAt: START, lastSeenAt: START };
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
