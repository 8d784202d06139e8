import { expect, test } from 'vitest';
import { assuranceOf, isEnough } from './assurance.ts';

test('one factor is aal1, and so are two of one kind; a password with a second factor is aal2', () => {
  expect(assuranceOf(['password'])).toBe('aal1');
  expect(assuranceOf(['totp', 'backup-code'])).toBe('aal1');
  expect(assuranceOf(['password', 'totp'])).toBe('aal2');
  expect(assuranceOf(['backup-code', 'password'])).toBe('aal2');
});

test('no proof is never enough; while there is a second factor, one factor is not', () => {
  expect(isEnough([], [])).toBe(false);
  expect(isEnough([], ['totp'])).toBe(false);
  expect(isEnough(['password'], [])).toBe(true);
  expect(isEnough(['password'], ['totp'])).toBe(false);
  expect(isEnough(['totp'], ['totp'])).toBe(false);
  expect(isEnough(['password', 'totp'], ['totp'])).toBe(true);
});
