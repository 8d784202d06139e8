import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { newId, newSecrets, newToken } from './crypto/index.ts';
import { isSecretName, redactText, redactValue } from './redact.ts';

describe('isSecretName', () => {
  test.each([
    ...['password', 'newPassword', 'NEW_PASSWORD', 'passwordconfirm', 'Set-Cookie', 'authorization', 'x-api-key'],
    ...[
      'token',
      'csrfToken',
      'accesstoken',
      'code',
      'backupCodes',
      'backup_code',
      'totp',
      'phrase',
      'antiPhishingCode',
    ],
    ...['clientSecret', 'current', 'otpauthUri', 'credential', 'pepper', 'pass', 'proxy-authorization', 'passphrase'],
  ])('takes %s for the name of a secret', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  test.each([
    ...['statusCode', 'errorCode', 'country_code', 'exitCode', 'currentSessions', 'email', 'passkeys', 'optional'],
    ...['address', 'encoded', 'spinner', 'compass', 'id', 'sessionId', 'compassion'],
  ])('leaves %s alone', (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

describe('redactText', () => {
  const token = newToken();
  const key = newSecrets().root;

  test.each([
    ['a token', token],
    ['a token in a path', `/not-me/${token}`],
    ['a token of an API with its prefix', `gat_${token}`],
    ['a token in a mail link', `see https://a.example/reset-password?token=${token}&x=1`],
    ['a token in a cookie header', `__Host-session=${token}; device=${token}`],
    ['a key', `key ${key}.`],
  ])('takes out %s', (_story, text) => {
    const safe = redactText(text);
    expect(safe).toContain('[redacted]');
    expect(safe).not.toContain(token.slice(2, 20));
    expect(safe).not.toContain(key.slice(2, 20));
  });

  test.each([
    ['https://a.example/verify-address?token=short', 'https://a.example/verify-address?token=[redacted]'],
    ['/x?a=1&reset_token=abc&b=2', '/x?a=1&reset_token=[redacted]&b=2'],
    ['otpauth://totp/G:a?secret=JBSW&x=1 end', 'otpauth://[redacted] end'],
    ['secret JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP end', 'secret [redacted] end'],
    ['JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP', '[redacted]'],
    ['postgres://app:hunter2@db:5432/x', 'postgres://[redacted]@db:5432/x'],
    ['smtps://u%40x:p%2Fw@mail.example', 'smtps://[redacted]@mail.example'],
    ['Authorization: Bearer abc.def-123', 'Authorization: Bearer [redacted]'],
    ['authorization: basic dXNlcjpwYXNz', 'authorization: basic [redacted]'],
    ['$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', '[redacted]'],
    ['code K3F7A-PQ2RS spent', 'code [redacted] spent'],
    ['code ABCDE-FGHIJ-KLM spent', 'code [redacted] spent'],
    ['code k3f7a-pq2rs-abc spent', 'code [redacted] spent'],
    ['code K3F7APQ2RSABC, K3F7APQ2RS', 'code [redacted], [redacted]'],
  ])('turns %j into %j', (text, safe) => {
    expect(redactText(text)).toBe(safe);
  });

  test.each([
    'connect ECONNREFUSED 127.0.0.1:5432',
    'read ECONNRESET from 2001:db8::1 at 2026-11-24T08:38:31.000Z',
    `user ${newId('usr')} opened ${newId('acc')}`,
    'GET /security/login-history 200 in 12 ms',
    'basic settings saved, bearer authentication off',
    'at run (/srv/gatehouse/dist/features/login-history/record-event.js:12:34)',
    'l’utilisateur a été prévenu à 10:00',
  ])('leaves %j as it is', (text) => {
    expect(redactText(text)).toBe(text);
  });

  test('cuts what nobody would read, and never through a token', () => {
    for (let before = 3_900; before < 4_010; before += 5) {
      const safe = redactText(`${'word '.repeat(before / 5)}${token} ${'x '.repeat(9_000)}`);
      expect(safe.length).toBeLessThan(4_100);
      expect(safe).not.toContain(token.slice(0, 6));
    }
    const solid = redactText(`${'a.'.repeat(1_990)}${token}${'.b'.repeat(9_000)}`);
    expect(solid).not.toContain(token.slice(0, 6));
  });

  test('comes back from text made to keep expressions busy', () => {
    const pieces = ['a-', 'abcd ', ':', '://a:', 'A', '?token', 'bearer ', '$argon2', '2-7', '='];
    for (const piece of pieces) expect(redactText(piece.repeat(100_000)).length).toBeLessThan(4_200);
  });
});

describe('redactValue', () => {
  test('takes secrets out at any depth and keeps the rest', () => {
    expect(
      redactValue({
        user: { id: 'usr_1', password: 'correct horse', settings: [{ code: '123456' }] },
        passwordChanged: true,
        token: null,
        count: 3,
        at: new Date('2026-03-01T00:00:00Z'),
        body: new Map([['current', 'correct horse']]),
        link: new URL('https://a.example/x?token=abc'),
      }),
    ).toEqual({
      user: { id: 'usr_1', password: '[redacted]', settings: [{ code: '[redacted]' }] },
      passwordChanged: true,
      token: null,
      count: 3,
      at: '2026-03-01T00:00:00.000Z',
      body: { current: '[redacted]' },
      link: 'https://a.example/x?token=[redacted]',
    });
  });

  test('shows of bytes their number alone', () => {
    expect(redactValue({ hash: randomBytes(32), list: new Uint16Array(4) })).toEqual({
      hash: '[32 bytes]',
      list: '[8 bytes]',
    });
  });

  test('tells name, message, code, stack and cause of an error, without the secrets in them', () => {
    const token = newToken();
    const cause = Object.assign(new TypeError('no route'), { code: 'ENOENT', parameters: ['correct horse'] });
    const safe = redactValue({ error: new Error(`refused ${token}`, { cause }) });
    expect(safe).toMatchObject({
      error: { name: 'Error', message: 'refused [redacted]', cause: { name: 'TypeError', code: 'ENOENT' } },
    });
    const text = JSON.stringify(safe);
    expect(text).toContain('redact.test.ts');
    expect(text).not.toContain(token);
    expect(text).not.toContain('correct horse');
  });

  test('takes secrets out of the names of members', () => {
    const token = newToken();
    expect(JSON.stringify(redactValue({ [token]: 1 }))).not.toContain(token);
  });

  test('survives cycles, depth, breadth, getters that throw and exotic values', () => {
    const cycle: Record<string, unknown> = { name: 'x' };
    cycle.self = cycle;
    let deep: object = { password: 'correct horse' };
    for (let level = 0; level < 50; level++) deep = { deep };
    const hostile = {
      get broken(): string {
        throw new Error('no');
      },
    };
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const value = {
      cycle,
      deep,
      hostile,
      proxy,
      big: 10n,
      run: () => 1,
      wide: Array.from({ length: 5_000 }, () => 'x'),
    };
    const text = JSON.stringify(redactValue(value));
    expect(text).toContain('[circular]');
    expect(text).toContain('[deep]');
    expect(text).toContain('[unreadable]');
    expect(text).toContain('4900 more');
    expect(text).not.toContain('correct horse');
    expect(text.length).toBeLessThan(2_000);
  });
});
