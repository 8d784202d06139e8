import { describe, expect, test } from 'vitest';
import { createLog, silentLog } from './log.ts';

function entriesOf(level: 'debug' | 'info' | 'warn' | 'error', act: (log: ReturnType<typeof createLog>) => void) {
  const lines: string[] = [];
  act(createLog({ level, write: (line) => lines.push(line) }));
  return lines.map((line) => JSON.parse(line));
}

describe('createLog', () => {
  test('writes one JSON line with level, UTC time, fields and message', () => {
    const [entry] = entriesOf('info', (log) => log.info({ count: 2 }, 'started'));
    expect(entry).toEqual({ level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), count: 2, message: 'started' });
  });

  test('writes nothing below its level', () => {
    const entries = entriesOf('warn', (log) => {
      log.debug({}, 'a');
      log.info({}, 'b');
      log.warn({}, 'c');
      log.error({}, 'd');
    });
    expect(entries.map((entry) => entry.message)).toEqual(['c', 'd']);
  });

  test('gives each line of a child the fields of its parents, the nearest first', () => {
    const [entry] = entriesOf('info', (log) =>
      log.child({ request: 'r1', job: 'a' }).child({ job: 'b' }).info({}, 'x'),
    );
    expect(entry).toMatchObject({ request: 'r1', job: 'b' });
  });

  test('takes an error as fields', () => {
    const [entry] = entriesOf('info', (log) => log.error(new RangeError('too far'), 'failed'));
    expect(entry).toMatchObject({ name: 'RangeError', _message: 'too far', message: 'failed' });
  });

  test('does not read fields that it will not write', () => {
    const entries = entriesOf('info', (log) =>
      log.debug(
        {
          get expensive() {
            throw new Error('read');
          },
        },
        'x',
      ),
    );
    expect(entries).toEqual([]);
  });
});

describe('silentLog', () => {
  test('is its own child and says nothing', () => {
    expect(silentLog.child({ a: 1 })).toBe(silentLog);
    expect(silentLog.error({}, 'x')).toBeUndefined();
  });
});
