import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createOffsetClock, DAY, HOUR, MINUTE, SECOND, systemClock } from './clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-clock-'));
const file = join(folder, 'offset');
afterAll(() => rmSync(folder, { recursive: true }));

const base = { now: () => new Date('2026-03-01T12:00:00Z') };

describe('units', () => {
  test('are what their names say, in milliseconds', () => {
    expect([SECOND, MINUTE, HOUR, DAY]).toEqual([1_000, 60_000, 3_600_000, 86_400_000]);
  });
});

describe('systemClock', () => {
  test('is the time of this machine', () => {
    expect(Math.abs(systemClock.now().getTime() - Date.now())).toBeLessThan(1000);
  });
});

describe('createOffsetClock', () => {
  const clock = createOffsetClock(file, base);

  test('moves nothing while there is no file', () => {
    expect(clock.now()).toEqual(base.now());
  });

  test('follows the file without a restart, forth and back', () => {
    writeFileSync(file, '86400\n');
    expect(clock.now().toISOString()).toBe('2026-03-02T12:00:00.000Z');
    writeFileSync(file, '-60');
    expect(clock.now().toISOString()).toBe('2026-03-01T11:59:00.000Z');
    writeFileSync(file, '0.5');
    expect(clock.now().toISOString()).toBe('2026-03-01T12:00:00.500Z');
  });

  test.each(['', 'soon', '1e3', '0x10', '1 2', '99999999999999', '9999999999', 'NaN'])(
    'takes %j for nothing',
    (text) => {
      writeFileSync(file, text);
      expect(clock.now()).toEqual(base.now());
    },
  );
});
