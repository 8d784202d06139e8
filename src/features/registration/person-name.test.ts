import { expect, test } from 'vitest';
import { normaliseName } from './person-name.ts';

test.each([
  ['  Zoë  ', 'Zoë'],
  ['Zoe\u0308', 'Zoë'],
  ['', ''],
  ['J. R. R. Tolkien & Sons, Ltd.', 'J. R. R. Tolkien & Sons, Ltd.'],
  ["O'Brien-Ñandú 张伟", "O'Brien-Ñandú 张伟"],
  ['𐍈'.repeat(100), '𐍈'.repeat(100)],
])('%j is kept as %j', (typed, name) => {
  expect(normaliseName(typed)).toBe(name);
});

test.each([
  'x'.repeat(101),
  'a\nb',
  'a\r\nBcc: x',
  'a\u0000b',
  'a\u007fb',
  'a\u2028b',
  '\u202egnp.exe',
  'a\u2066b',
  'a\u0085b',
  'Confirm at https://evil.example/',
  'evil.example',
  'www.evil',
  'eve@evil.example',
  '//evil',
  'evil．ｅxample',
  'tel:0900',
  '203.0.113.7',
])('%j is no name (NM-5)', (typed) => {
  expect(normaliseName(typed)).toBeNull();
});
