import { expect, test } from 'vitest';
import { checkLength, normalisePassword } from './password-policy.ts';

test('fifteen characters are enough and fourteen are not', () => {
  expect(checkLength('a'.repeat(14))).toBe('too-short');
  expect(checkLength('a'.repeat(15))).toBe('ok');
});

test('length is counted in code points, so an emoji is one character', () => {
  expect(checkLength('🔑'.repeat(14))).toBe('too-short');
  expect(checkLength('🔑'.repeat(15))).toBe('ok');
  expect(checkLength('🔑'.repeat(256))).toBe('ok');
});

test('256 characters are accepted and 257 are refused, never cut', () => {
  expect(checkLength('x'.repeat(256))).toBe('ok');
  expect(checkLength('x'.repeat(257))).toBe('too-long');
  expect(checkLength('x'.repeat(1_000_000))).toBe('too-long');
});

test('spaces count and stay, also at the ends', () => {
  expect(checkLength('  a b c d e f  ')).toBe('ok');
  expect(normalisePassword('  a b c d e f  ')).toBe('  a b c d e f  ');
});

test('only composition is unified: accents typed either way are one password, look-alikes are two', () => {
  expect(normalisePassword('cafe\u0301')).toBe(normalisePassword('caf\u00e9'));
  expect(normalisePassword('ﬁ')).not.toBe(normalisePassword('fi'));
  expect(normalisePassword('A')).not.toBe(normalisePassword('a'));
});

test('characters composed of several code points are counted after they are composed', () => {
  expect(checkLength('e\u0301'.repeat(14))).toBe('too-short');
  expect(checkLength('e\u0301'.repeat(256))).toBe('ok');
});
