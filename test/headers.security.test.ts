import { describe, expect, test } from 'vitest';
import { addressOf } from './door-bodies.ts';
import { type House, openHouse } from './house.ts';
import { tokenIn } from './link-in.ts';
import type { Answer } from './visitor.ts';

/*
 * The attacker frames our pages, has a browser take data for a page, waits for one answer that lacks a header, reads a
 * cookie from a script or from a sibling host, or strips TLS (BH-1 … BH-5, SE-3, AP-3, AP-8).
 */

const HTTPS = {
  PUBLIC_URL: 'https://account.example.test',
  SMTP_URL: 'smtps://mail.example.test',
  MAIL_FROM: 'no-reply@example.test',
};
const YEAR = 31_536_000;

interface Seen {
  what: string;
  answer: Answer;
  isPage: boolean;
}

/** Every read in both faces, with a session and without, and one answer of each kind of refusal. */
async function collect(house: House): Promise<Seen[]> {
  const seen: Seen[] = [];
  const note = (what: string, answer: Answer) => {
    seen.push({ what, answer, isPage: answer.headers.get('content-type')?.startsWith('text/html') ?? false });
    return answer;
  };
  const anna = await house.customer();
  note('sign-in', await anna.signIn(anna.password, { keep: true }));
  await anna.post('/forgot-password', { email: anna.email });
  const token = tokenIn((await house.mailsTo(anna.email)).at(-1), 'reset-password');
  for (const visitor of [anna, house.visitor()]) {
    for (const { path } of house.parts.routes.filter(({ method }) => method === 'GET')) {
      if (path.startsWith('/assets')) continue;
      note(`page ${path}`, await visitor.page(addressOf(path)));
      note(`data ${path}`, await visitor.get(addressOf(path)));
    }
    for (const accept of ['text/html', 'application/json']) {
      const post = (path: string, body: object, more = {}) => visitor.post(path, body, { accept, ...more });
      note('200', await visitor.send('GET', `/reset-password?token=${token}`, undefined, { accept }));
      note('400', await visitor.send('POST', '/sign-in', '{', { accept, 'content-type': 'application/json' }));
      note('401', await post('/sign-in', { email: anna.email, password: 'not the password at all' }));
      note('403', await post('/sign-in', {}, { 'sec-fetch-site': 'cross-site' }));
      note('404', await visitor.send('GET', '/security/x.css', undefined, { accept }));
      note('405', await visitor.send('DELETE', '/session', undefined, { accept }));
      note('410', await post('/reset-password', { token: 'x', password: 'nine grey otters sleeping' }));
      note('413', await post('/sign-in', { email: 'x'.repeat(100_000) }));
      note('415', await visitor.send('POST', '/sign-in', 'x', { accept, 'content-type': 'text/plain' }));
      note('422', await post('/sign-up', { email: 'x' }));
      note('sign-up', await post('/sign-up', { email: 'new@example.test', password: 'nine grey otters sleeping' }));
    }
  }
  const stranger = house.visitor();
  for (let n = 0; n < 6; n++)
    note('429', await stranger.signIn('not the password at all', { email: 'nobody@example.test' }));
  note('sign-out', await anna.post('/sign-out'));
  note('step-up', await anna.post('/step-up', { method: 'password', password: anna.password }));
  await house.database.pool.query('alter table one_time_tokens rename to gone');
  note('500', await stranger.get(`/reset-password?token=${token}`));
  note('500', await stranger.page(`/not-me/${token}`));
  return seen;
}

const houses: [string, boolean, Seen[]][] = [
  ['https', true, await collect(await openHouse({ environment: HTTPS }))],
  ['http on this machine', false, await collect(await openHouse())],
];

describe.each(houses)('on %s', (_name, isHttps, seen) => {
  test('every kind of answer was seen', () => {
    const statuses = new Set(seen.map(({ answer }) => answer.status));
    expect([...statuses].sort()).toEqual([200, 202, 204, 303, 400, 401, 403, 404, 405, 410, 413, 415, 422, 429, 500]);
    expect(seen.some(({ isPage }) => isPage)).toBe(true);
  });

  test('each answer is not framed, not sniffed, not sent on, not kept, and shared with no other origin (BH-4, BH-5)', () => {
    for (const { what, answer } of seen) {
      const { headers } = answer;
      expect(headers.get('x-content-type-options'), what).toBe('nosniff');
      expect(headers.get('referrer-policy'), what).toBe('no-referrer');
      expect(headers.get('cross-origin-resource-policy'), what).toBe('same-origin');
      expect(headers.get('x-frame-options'), what).toBe('DENY');
      expect(headers.get('content-security-policy'), what).toContain("frame-ancestors 'none'");
      expect(headers.get('content-security-policy'), what).toMatch(/^default-src 'none'/);
      expect(headers.get('cache-control'), what).toBe('no-store');
      const telling = [...headers.keys()].filter((name) => /^(server|x-powered-by|access-control|via)/.test(name));
      expect(telling, what).toEqual([]);
    }
  });

  test('HSTS for a year stands on each, or on none (BH-1)', () => {
    for (const { what, answer } of seen) {
      expect(answer.headers.get('strict-transport-security'), what).toBe(isHttps ? `max-age=${YEAR}` : null);
    }
  });

  test('a page allows no inline script or style, no other origin, no base, no plug-in, and only Trusted Types (BH-2)', () => {
    for (const { what, answer } of seen.filter(({ isPage }) => isPage)) {
      if (what.endsWith('/dev/mailbox/:id/html')) continue;
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy, what).not.toMatch(/unsafe|\*|https?:|strict-dynamic/);
      for (const part of [
        "base-uri 'none'",
        "object-src 'none'",
        "script-src 'self'",
        "require-trusted-types-for 'script'",
        'report-uri /csp-reports',
      ]) {
        expect(policy, what).toContain(part);
      }
      expect(answer.headers.get('cross-origin-opener-policy'), what).toBe('same-origin');
      expect(answer.headers.get('content-type'), what).toBe('text/html; charset=utf-8');
      expect(answer.text, what).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:/i);
      // The one way out of the house: the credit that a licence asks for. A link loads nothing.
      const ours = answer.text.replaceAll('<a href="https://db-ip.com" rel="noreferrer">', '<a>');
      expect(ours, what).not.toMatch(/(?:src|href)="(?:https?:)?\/\/(?!localhost:3000|account\.example\.test)/);
    }
  });

  test('a mail shown in the built-in mailbox is a sandbox without script and without our origin (BH-2)', () => {
    const shown = seen.filter(({ what, isPage }) => isPage && what.endsWith('/dev/mailbox/:id/html'));
    expect(shown.some(({ answer }) => answer.status === 200)).toBe(!isHttps);
    for (const { answer } of shown.filter((one) => one.answer.status === 200)) {
      expect(answer.headers.get('content-security-policy')).toMatch(
        /; sandbox (?!.*allow-(scripts|same-origin|forms))/,
      );
    }
  });

  test('data can do nothing should a browser ever show it, and says what it is (BH-5, AP-3)', () => {
    for (const { what, answer } of seen.filter(
      (one) => !one.isPage && one.answer.status !== 303 && one.answer.status !== 204,
    )) {
      expect(answer.headers.get('content-security-policy'), what).toMatch(/; sandbox$/);
      expect(answer.headers.get('content-type'), what).toMatch(
        /^(application\/(problem\+)?json|text\/plain); charset=utf-8$/,
      );
      const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json');
      expect(isProblem, what).toBe(answer.status >= 400);
    }
  });

  test('each 401 names a way in, each 429 a wait, each 405 what there is (AP-3, RL-3)', () => {
    for (const { what, answer } of seen) {
      const { status, headers } = answer;
      expect(headers.has('www-authenticate'), what).toBe(status === 401);
      expect(headers.has('retry-after'), what).toBe(status === 429);
      if (status === 429) expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
      if (status === 405) expect(headers.get('allow')).toBe('GET, HEAD');
    }
  });

  test('each cookie is HttpOnly, Lax, for this host alone, short, and on https Secure with the __Host- prefix (SE-3)', () => {
    const cookies = seen.flatMap(({ answer }) => answer.headers.getSetCookie());
    const names = new Set<string>();
    const shape = isHttps
      ? /^__Host-(session|device|browser|pending)=[\w.-]*; Path=\/; HttpOnly; SameSite=Lax; Secure(; Max-Age=\d+)?$/
      : /^(session|device|browser|pending)=[\w.-]*; Path=\/; HttpOnly; SameSite=Lax(; Max-Age=\d+)?$/;
    for (const cookie of cookies) {
      expect(cookie).toMatch(shape);
      expect(cookie.length).toBeLessThan(4096);
      names.add(shape.exec(cookie)?.[1] ?? '');
    }
    expect([...names].sort()).toEqual(['browser', 'device', 'pending', 'session']);
  });

  test('no address that we send people to holds a secret or an e-mail address (DP-5)', () => {
    for (const { what, answer } of seen) {
      const links = [answer.headers.get('location') ?? ''];
      for (const [, link] of answer.text.matchAll(/(?:href|action)="([^"]*)"/g)) links.push(link ?? '');
      for (const link of links.filter((one) => !one.startsWith('mailto:'))) {
        expect(link, what).not.toMatch(/@|%40|session=|password=/);
      }
    }
  });
});
