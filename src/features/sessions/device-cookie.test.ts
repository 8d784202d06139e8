import { expect, test } from 'vitest';
import { newToken } from '../../foundations/crypto/index.ts';
import { addToDeviceCookie, readDeviceCookie } from './device-cookie.ts';

test('a second user’s device does not overwrite the first one’s (field 24)', () => {
  const [first, second] = [newToken(), newToken()];
  const cookie = addToDeviceCookie(addToDeviceCookie(undefined, first), second);
  expect(readDeviceCookie(cookie)).toEqual([second, first]);
});

test('the newest eight stay, and the cookie stays far below 4096 bytes (SE-3)', () => {
  const secrets = Array.from({ length: 12 }, newToken);
  const cookie = secrets.reduce<string>((kept, secret) => addToDeviceCookie(kept, secret), '');
  expect(readDeviceCookie(cookie)).toEqual(secrets.slice(-8).reverse());
  expect(cookie.length).toBeLessThan(400);
});

test('what we never wrote is passed over, and is not written again', () => {
  const secret = newToken();
  for (const planted of ['', '.', 'x', `${secret}!`, `${secret}${secret}`, '__proto__', '\u0000', 'é'.repeat(43)]) {
    expect(readDeviceCookie(planted)).toEqual([]);
    expect(addToDeviceCookie(planted, secret)).toBe(secret);
  }
});
