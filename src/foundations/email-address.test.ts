import { describe, expect, test } from 'vitest';
import { maskEmailAddress, normaliseEmailAddress } from './email-address.ts';

describe('an e-mail address', () => {
  test.each([
    ['A@Ex.com', 'a@ex.com'],
    ['  anna@EXAMPLE.org ', 'anna@example.org'],
    ['ａnna@example.org', 'anna@example.org'],
    ['anna@bücher.example', 'anna@xn--bcher-kva.example'],
    ['a.b+c@mail.example.co.uk', 'a.b+c@mail.example.co.uk'],
  ])('%s is kept as %s', (typed, kept) => expect(normaliseEmailAddress(typed)).toBe(kept));

  test.each([
    '',
    'anna',
    '@example.org',
    'anna@',
    'anna@localhost',
    'a@b@c..d',
    'anna@example..org',
    '.anna@example.org',
    'an..na@example.org',
    'anna@-example.org',
    'an na@example.org',
    'anna@example.org\r\nBcc: x@y.z',
    '"a b"@example.org',
    'anna@[127.0.0.1]',
    'anna@127.0.0.1',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b'.repeat(63)}.${'c'.repeat(200)}.org`,
    '<anna@example.org>',
    'anna@example.org,bob@example.org',
  ])('%j is refused', (typed) => expect(normaliseEmailAddress(typed)).toBeNull());

  test('a masked address shows its first letter and domain only', () => {
    expect(maskEmailAddress('anna@example.org')).toBe('a•••@example.org');
    expect(maskEmailAddress('a@example.org')).toBe('•••@example.org');
  });
});
