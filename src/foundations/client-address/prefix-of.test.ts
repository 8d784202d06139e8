import { describe, expect, test } from 'vitest';
import { prefixOf } from './prefix-of.ts';

describe('prefixOf', () => {
  test.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['0.0.0.1', '0.0.0.0/24'],
    ['255.255.255.255', '255.255.255.0/24'],
    ['2001:db8:0:1:a:b:c:d', '2001:db8:0:1::/64'],
    ['2001:db8::1', '2001:db8::/64'],
    ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'ffff:ffff:ffff:ffff::/64'],
    ['::1', '::/64'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
  ])('counts %s under %s', (address, prefix) => {
    expect(prefixOf(address)).toBe(prefix);
  });

  test('puts all without an address into one bucket, never into none', () => {
    expect(prefixOf(null)).toBe('unknown');
    expect(prefixOf('nonsense')).toBe('unknown');
  });
});
