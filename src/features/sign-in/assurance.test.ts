import { expect, test } from 'vitest';
import { assuranceOf, missingFactors } from './assurance.ts';

const one = { standsAlone: false };

test('one factor is aal1, and so are two of one kind; a password with a second factor is aal2', () => {
  expect(assuranceOf({ ...one, methods: ['password'] })).toBe('aal1');
  expect(assuranceOf({ ...one, methods: ['totp', 'backup-code'] })).toBe('aal1');
  expect(assuranceOf({ ...one, methods: ['password', 'totp'] })).toBe('aal2');
  expect(assuranceOf({ ...one, methods: ['backup-code', 'password'] })).toBe('aal2');
});

test('a passkey is two factors only when it verified its user, else one beside the password (PK-6)', () => {
  expect(assuranceOf({ methods: ['passkey'], standsAlone: true })).toBe('aal2');
  expect(assuranceOf({ ...one, methods: ['passkey'] })).toBe('aal1');
  expect(assuranceOf({ ...one, methods: ['passkey', 'totp'] })).toBe('aal1');
  expect(assuranceOf({ ...one, methods: ['passkey', 'password'] })).toBe('aal2');
});

test('no proof is never enough; while there is a second factor, one factor is not', () => {
  expect(missingFactors({ ...one, methods: [] }, [])).toEqual(['password']);
  expect(missingFactors({ ...one, methods: [] }, ['totp'])).toEqual(['totp']);
  expect(missingFactors({ ...one, methods: ['password'] }, [])).toEqual([]);
  expect(missingFactors({ ...one, methods: ['password'] }, ['totp'])).toEqual(['totp']);
  expect(missingFactors({ ...one, methods: ['totp'] }, ['totp'])).toEqual(['totp']);
  expect(missingFactors({ ...one, methods: ['password', 'totp'] }, ['totp'])).toEqual([]);
});

test('a passkey that did not verify its user asks for the password, whatever else the user has', () => {
  expect(missingFactors({ ...one, methods: ['passkey'] }, [])).toEqual(['password']);
  expect(missingFactors({ ...one, methods: ['passkey'] }, ['passkey', 'totp'])).toEqual(['password']);
  expect(missingFactors({ methods: ['passkey'], standsAlone: true }, ['passkey', 'totp'])).toEqual([]);
  expect(missingFactors({ ...one, methods: ['password', 'passkey'] }, ['passkey'])).toEqual([]);
});
