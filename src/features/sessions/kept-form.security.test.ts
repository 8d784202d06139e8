import { describe, expect, test } from 'vitest';
import { createKeyRing, newSecrets } from '../../foundations/crypto/index.ts';
import type { Visit } from '../../foundations/http/index.ts';
import { createKeptForm } from './kept-form.ts';

/*
 * A form that came too late travels sealed through the sign-in. The attacker hands a victim a sealed form of their own,
 * so that the victim sends it after signing in; alters one; looks for secrets in one.
 */

const kept = createKeptForm(createKeyRing(newSecrets()));

function visitOf(more: Partial<Visit>): Visit {
  const base = {
    method: 'POST',
    path: '/personal-information',
    wantsJson: false,
    browser: 'one',
    body: { name: 'Anna' },
  };
  return { ...base, now: new Date('2026-03-01T12:00:00Z'), ...more } as Visit;
}

describe('a kept form (AX-4)', () => {
  test('comes back in the browser that sent it', () => {
    const sealed = kept.keep(visitOf({}));
    expect(kept.restore(visitOf({}), sealed)).toEqual({ path: '/personal-information', fields: { name: 'Anna' } });
  });

  test('opens in no other browser, not after half an hour, not altered, and not when it was made elsewhere', () => {
    const sealed = kept.keep(visitOf({})) ?? '';
    const late = new Date('2026-03-01T12:30:00Z');
    const other = createKeptForm(createKeyRing(newSecrets())).keep(visitOf({}));
    const altered = Buffer.from(sealed, 'base64url');
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
    expect(kept.restore(visitOf({ browser: 'two' }), sealed)).toBeNull();
    expect(kept.restore(visitOf({ now: late }), sealed)).toBeNull();
    expect(kept.restore(visitOf({}), altered.toString('base64url'))).toBeNull();
    for (const foreign of [other, '', 'x', sealed.slice(0, 20), '\u0000', undefined]) {
      expect(kept.restore(visitOf({}), foreign)).toBeNull();
    }
  });

  test('holds no secret, even for whoever has the key', () => {
    const secrets = ['password', 'current', 'code', 'form_token', 'phrase', 'token', 'credential'];
    const body = { ...Object.fromEntries(secrets.map((name) => [name, 'canary'])), name: 'Anna', list: ['canary'] };
    expect(kept.restore(visitOf({}), kept.keep(visitOf({ body })))?.fields).toEqual({ name: 'Anna' });
  });

  test('is made only of forms, and not of endless ones', () => {
    expect(kept.keep(visitOf({ method: 'GET' }))).toBeUndefined();
    expect(kept.keep(visitOf({ wantsJson: true }))).toBeUndefined();
    expect(kept.keep(visitOf({ body: { name: 'x'.repeat(2_000) } }))).toBeUndefined();
  });
});
