import { describe, expect, test } from 'vitest';
import { createCookieJar } from './cookies.ts';
import { type Problem, STATUS_OF } from './problem.ts';
import { refuse } from './refuse.ts';
import { createReplyRenderer } from './render-reply.ts';
import type { Page, Reply } from './reply.ts';
import { securityHeaders } from './security-headers.ts';
import type { Visit } from './visit.ts';

const page: Page = { title: 'A page', shell: 'card', content: 'words' };
const render = createReplyRenderer({
  origin: 'https://account.example.test',
  cookieJar: createCookieJar(true),
  headersFor: securityHeaders({ https: true, hstsSubdomains: false }),
  renderPage: ({ title }) => `<title>${title}</title>`,
  problemPage: (_problem: Problem, { title }) => ({ ...page, title }),
});

function visit(wantsJson: boolean, more: Partial<Visit> = {}): Visit {
  const known = { browser: 'known', cookies: { browser: 'known' } };
  return { id: 'req_1', method: 'POST', locale: 'en', wantsJson, ...known, ...more } as unknown as Visit;
}

describe('one reply, two faces', () => {
  const done: Reply = { kind: 'done', status: 202, json: { next: 'verify-address' }, location: '/there' };

  test('what was done is a status and a body for a program, a 303 for a browser', async () => {
    const data = render(done, visit(true));
    expect([data.status, await data.json()]).toEqual([202, { next: 'verify-address' }]);
    const seen = render(done, visit(false));
    expect([seen.status, seen.headers.get('location'), await seen.text()]).toEqual([303, '/there', '']);
  });

  test('both faces carry the same cookies', () => {
    const reply: Reply = { ...done, cookies: [{ name: 'session', value: 's' }] };
    const [data, seen] = [true, false].map((json) => render(reply, visit(json)).headers.getSetCookie());
    expect(data).toEqual(seen);
    expect(data).toEqual(['__Host-session=s; Path=/; HttpOnly; SameSite=Lax; Secure']);
  });

  test.each(Object.entries(STATUS_OF))('%s is %i in both faces, with an RFC 9457 body (AP-1)', async (type, status) => {
    const reply = refuse(type as keyof typeof STATUS_OF);
    const data = render(reply, visit(true));
    expect(data.status).toBe(status);
    expect(data.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await data.json()).toEqual({
      type: `https://account.example.test/problems/${type}`,
      status,
      title: expect.stringMatching(/\S/),
      detail: expect.stringMatching(/\S/),
      instance: 'urn:request:req_1',
    });
    const seen = render(reply, visit(false));
    expect(seen.status).toBe(status);
    expect(seen.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  test('every 401 names a way to authenticate, every 429 and 503 a whole number of seconds (AP-3, RL-3)', () => {
    for (const json of [true, false]) {
      expect(render(refuse('signed-out'), visit(json)).headers.get('www-authenticate')).toMatch(/^Session /);
      const wait = render(refuse('too-many-requests', { retryAfterSeconds: 0.2 }), visit(json));
      expect(wait.headers.get('retry-after')).toBe('1');
      expect(render(refuse('unavailable'), visit(json)).headers.get('retry-after')).toBe('1');
    }
  });

  test('a program’s plain read gets no cookie; a page and every write bind the browser', () => {
    const unknown = { browser: 'new', cookies: {} };
    const read: Reply = { kind: 'page', page, json: {} };
    expect(render(read, visit(true, { ...unknown, method: 'GET' })).headers.getSetCookie()).toEqual([]);
    expect(render(read, visit(false, { ...unknown, method: 'GET' })).headers.getSetCookie()).toHaveLength(1);
    expect(render(done, visit(true, unknown)).headers.getSetCookie()[0]).toMatch(/^__Host-browser=new;/);
  });

  test('words for one field and one case reach the caller, and nothing else does', async () => {
    const errors = [{ field: 'email', code: 'invalid', message: 'Look again.' }];
    const data = render(refuse('invalid-input', { errors, detail: 'This one.' }), visit(true));
    expect(await data.json()).toMatchObject({ detail: 'This one.', errors });
  });
});
