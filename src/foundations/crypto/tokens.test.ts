import { describe, expect, test } from 'vitest';
import { newId } from './ids.ts';
import { equalBytes, hashToken, newToken } from './tokens.ts';

const MANY = 2000;

describe('newToken', () => {
  test('carries 256 bits in 43 characters that need no escaping in a link or cookie (CR-3)', () => {
    const token = newToken();
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  });

  test('never repeats and uses the whole alphabet', () => {
    const tokens = Array.from({ length: MANY }, newToken);
    expect(new Set(tokens).size).toBe(MANY);
    expect(new Set(tokens.join('')).size).toBe(64);
  });
});

describe('hashToken', () => {
  test('is the SHA-256 of the text', () => {
    expect(hashToken('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('newId', () => {
  test('is the prefix and 26 characters of lower-case base32', () => {
    expect(newId('usr')).toMatch(/^usr_[a-z2-7]{26}$/);
  });

  test('never repeats and uses the whole alphabet', () => {
    const ids = Array.from({ length: MANY }, () => newId('x').slice(2));
    expect(new Set(ids).size).toBe(MANY);
    expect(new Set(ids.join('')).size).toBe(32);
  });
});

describe('equalBytes', () => {
  test('is true for the same bytes only', () => {
    expect(equalBytes(Buffer.from('abc'), Buffer.from('abc'))).toBe(true);
    expect(equalBytes(Buffer.from('abc'), Buffer.from('abd'))).toBe(false);
    expect(equalBytes(Buffer.from('abc'), Buffer.from('ab'))).toBe(false);
    expect(equalBytes(Buffer.alloc(0), Buffer.alloc(0))).toBe(true);
  });
});
