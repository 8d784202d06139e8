import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../foundations/clock.ts';
import { endsAt, isFreshlyProven, isOver, onlyReads, type Session } from './session.ts';

const START = new Date('2026-03-01T12:00:00Z');
const after = (ms: number) => new Date(START.getTime() + ms);

function sessionOf(more: Partial<Session>): Session {
  const kept = more.kept ?? false;
  const base = { kept, lapsed: false, provenAt: START, signedInAt: START, lastSeenAt: START };
  return { ...base, expiresAt: after(kept ? 7 * DAY : DAY), ...more } as Session;
}

describe('when a session ends (SE-5)', () => {
  test('an hour without a request, to the second', () => {
    expect(isOver(sessionOf({}), after(59 * MINUTE))).toBe(false);
    expect(isOver(sessionOf({}), after(HOUR))).toBe(false);
    expect(isOver(sessionOf({}), after(HOUR + SECOND))).toBe(true);
  });

  test('a day, however busy it is', () => {
    const busy = sessionOf({ lastSeenAt: after(DAY - SECOND) });
    expect(isOver(busy, after(DAY))).toBe(false);
    expect(isOver(busy, after(DAY + SECOND))).toBe(true);
    expect(endsAt(busy)).toEqual(after(DAY));
  });

  test('a kept one lasts seven days, idle or not', () => {
    const kept = sessionOf({ kept: true });
    expect(isOver(kept, after(7 * DAY))).toBe(false);
    expect(isOver(kept, after(7 * DAY + SECOND))).toBe(true);
  });
});

describe('when a kept session only reads (SE-5, C11)', () => {
  test('past a day since the proof, past an hour of silence, or once it has lapsed', () => {
    const busy = (more: object) => sessionOf({ kept: true, ...more });
    expect(onlyReads(busy({ lastSeenAt: after(DAY) }), after(DAY))).toBe(false);
    expect(onlyReads(busy({ lastSeenAt: after(DAY + SECOND) }), after(DAY + SECOND))).toBe(true);
    expect(onlyReads(busy({}), after(HOUR))).toBe(false);
    expect(onlyReads(busy({}), after(HOUR + SECOND))).toBe(true);
    expect(onlyReads(busy({ lapsed: true }), START)).toBe(true);
  });

  test('one that is not kept is over instead', () => {
    expect(onlyReads(sessionOf({ lapsed: true }), after(2 * DAY))).toBe(false);
  });
});

test('a proof is fresh for ten minutes, no longer (SU-1)', () => {
  expect(isFreshlyProven(sessionOf({}), after(10 * MINUTE))).toBe(true);
  expect(isFreshlyProven(sessionOf({}), after(10 * MINUTE + 1))).toBe(false);
});
