import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeClient } from './describe-client.ts';

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0';

describe('describeClient', () => {
  test.each([
    [`Mozilla/5.0 (X11; Linux x86_64) ${CHROME} Safari/537.36`, 'Chrome 156', 'Linux'],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/156.0.0.0`,
      'Microsoft Edge 156',
      'Windows',
    ],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox 140', 'Windows'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
      'Safari 18',
      'iOS',
    ],
    [`Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Mobile Safari/537.36`, 'Chrome 156', 'Android'],
  ])('reads %s', (userAgent, browser, system) => {
    expect(describeClient(userAgent)).toEqual({ browser, system });
    expect(describeClient(userAgent)).toEqual({ browser, system });
  });

  test.each(['', ' ', 'curl/8.5.0', 'node', null, undefined, 'x'.repeat(100_000)])(
    'knows nothing of %j',
    (userAgent) => {
      expect(describeClient(userAgent)).toEqual({ browser: null, system: null });
    },
  );

  test('looks no further than 512 characters', () => {
    expect(describeClient(`${'x'.repeat(600)} Firefox/140.0`)).toEqual({ browser: null, system: null });
  });

  test('never repeats words of the client, and never throws (NM-5)', () => {
    const hostile = [
      '<b>x</b>/1 (',
      'Evil\r\nBcc: a@b/2 (X11; Linux)',
      '\u0000/1 ',
      'Chrome/99999999999 Linux',
      '%s/1 (%n)',
    ];
    for (const userAgent of hostile) {
      const { browser, system } = describeClient(userAgent);
      expect(`${browser} ${system}`).toMatch(/^[A-Za-z0-9 ]+$/);
    }
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom('Chrome/', 'Firefox/1', 'Mozilla/5.0 (', 'Linux', ')', 'Version/', ' '),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const { browser, system } = describeClient(parts.join(''));
        expect(browser ?? 'x').toMatch(/^[\w .-]{1,50}$/);
        expect(system ?? 'x').toMatch(/^[\w ]{1,20}$/);
      }),
      { numRuns: 2_000 },
    );
  });
});
