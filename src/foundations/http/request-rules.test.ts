import { describe, expect, test } from 'vitest';
import { prefersJson } from './accept.ts';
import { createCookieJar } from './cookies.ts';
import { isSameOrigin } from './same-origin.ts';

describe('which face an answer has', () => {
  test.each([
    [undefined, false],
    ['', false],
    ['*/*', false],
    ['application/*', false],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', false],
    ['application/json', true],
    ['APPLICATION/JSON; charset=utf-8', true],
    ['application/problem+json', true],
    ['application/json, text/plain, */*', true],
    ['text/html, application/json', false],
    ['text/html;q=0.5, application/json', true],
    ['text/html, application/json;q=0.9', false],
    ['application/json;q=0', false],
    ['application/json;q=2', true],
    ['application/jsonp', false],
  ])('%j asks for JSON: %s', (accept, json) => {
    expect(prefersJson(accept)).toBe(json);
  });

  test('an endless header is read to its thirtieth part at most', () => {
    expect(prefersJson(`${'a/b,'.repeat(30)}application/json`)).toBe(false);
  });
});

describe('whether a write comes from our own page (SE-10)', () => {
  const ownOrigin = 'https://account.example.test';
  const formToken = 'the-token-of-this-form';
  const ask = (more: object) =>
    isSameOrigin({ secFetchSite: undefined, origin: undefined, givenToken: undefined, ownOrigin, formToken, ...more });

  test.each([
    ['same-origin', true],
    ['same-site', false],
    ['cross-site', false],
    ['none', false],
    ['', false],
    ['Same-Origin', false],
    ['same-origin, cross-site', false],
  ])('Sec-Fetch-Site %j alone decides, whatever else is right: %s', (secFetchSite, own) => {
    expect(ask({ secFetchSite, origin: ownOrigin, givenToken: formToken })).toBe(own);
    expect(ask({ secFetchSite, origin: 'https://evil.test' })).toBe(own);
  });

  test.each([
    [ownOrigin, true],
    ['https://account.example.test:443', false],
    ['http://account.example.test', false],
    ['https://account.example.test.evil.test', false],
    ['https://evil.test', false],
    ['', false],
  ])('without it an Origin of %j decides, whatever the token: %s', (origin, own) => {
    expect(ask({ origin, givenToken: formToken })).toBe(own);
  });

  test.each([[undefined], ['null']])('with Origin %j only the form’s own token passes', (origin) => {
    expect(ask({ origin })).toBe(false);
    for (const givenToken of ['', 'x', `${formToken}x`, 7, null, [formToken], { length: 22 }]) {
      expect(ask({ origin, givenToken }), JSON.stringify(givenToken)).toBe(false);
    }
    expect(ask({ origin, givenToken: formToken })).toBe(true);
  });
});

describe('cookies', () => {
  const secure = createCookieJar(true);
  const loopback = createCookieJar(false);

  test('on https each is __Host-, Secure, HttpOnly, Lax, for the whole host and no other (SE-3)', () => {
    expect(secure.write({ name: 'session', value: 'v' })).toBe(
      '__Host-session=v; Path=/; HttpOnly; SameSite=Lax; Secure',
    );
    expect(loopback.write({ name: 'session', value: 'v' })).toBe('session=v; Path=/; HttpOnly; SameSite=Lax');
  });

  test('a life is written only when asked for, and removing ends it at once (SE-4)', () => {
    expect(secure.write({ name: 'device', value: 'v', maxAgeSeconds: 60 })).toMatch(/; Max-Age=60$/);
    expect(secure.write({ name: 'session', value: null })).toMatch(/^__Host-session=; .*; Max-Age=0$/);
  });

  test('on https a cookie without the prefix, which a sibling host could have set, is not read', () => {
    expect(secure.read('session=planted; __Host-session=ours')).toEqual({ session: 'ours' });
    expect(secure.read('session=planted')).toEqual({});
  });

  test('of two of one name the first counts; nonsense and foreign names are passed over', () => {
    expect(loopback.read('session=first; session=second')).toEqual({ session: 'first' });
    expect(loopback.read('; =x; session; __proto__=1; constructor=2; theme = dark ; a=b=c')).toEqual({ theme: 'dark' });
    expect(loopback.read(undefined)).toEqual({});
  });
});
