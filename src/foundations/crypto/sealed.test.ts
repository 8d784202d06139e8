import { describe, expect, test } from 'vitest';
import { additionalData } from './sealed.ts';

describe('additionalData', () => {
  test('is different wherever key, purpose and row are cut differently', () => {
    const cuts: [key: string, purpose: string, row: string][] = [
      ['k-1', 'ab', 'cd'],
      ['k-1', 'abc', 'd'],
      ['k-1', 'a', 'bcd'],
      ['k-1', '', 'abcd'],
      ['k-1', 'abcd', ''],
      ['k-1a', 'b', 'cd'],
      ['k-', '1ab', 'cd'],
    ];
    expect(new Set(cuts.map((cut) => additionalData(...cut).toString('hex'))).size).toBe(cuts.length);
  });
});
