import { describe, expect, test } from 'vitest';
import { findCommonPattern } from './common-pattern.ts';

describe('whole candidates of a family are found', () => {
  test.each([
    ['aaaaaaaaaaaaaaaa', 'few-characters'],
    ['0000 0000 0000 0000', 'few-characters'],
    ['abcdabcdabcdabcd', 'repetition'],
    ['abc123!abc123!abc123!', 'repetition'],
    ['abcdefghijklmnop', 'sequence'],
    ['12345678901234567', 'sequence'],
    ['987654321987654321', 'sequence'],
    ['qwertyuiopasdfgh', 'keyboard-walk'],
    ['azertyuiopqsdfghjklm', 'keyboard-walk'],
    ['1qaz2wsx3edc4rfv', 'keyboard-walk'],
    ['!qaz@wsx#edc$rfv', 'keyboard-walk'],
    ['&é"\'(-è_çà)azert', 'keyboard-walk'],
  ])('%s is a %s', (candidate, pattern) => {
    expect(findCommonPattern(candidate)).toBe(pattern);
  });
});

describe('whoever adds something of their own is not meant', () => {
  test.each([
    'qwerty lantern otter glacier',
    'my 12345 quiet lamps',
    'aaaa bridge over nowhere',
    'correct horse battery staple',
    'trois lampes sous la neige',
    'xkqjzvbwpmtrhgd',
  ])('%s', (candidate) => {
    expect(findCommonPattern(candidate)).toBeNull();
  });
});
