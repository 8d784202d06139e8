import { describe, expect, test } from 'vitest';
import { localPath } from './local-path.ts';

describe('after the sign-in the browser stays with us', () => {
  test.each(['/security', '/security/login-history?outcome=failure', '/'])('%s is followed', (path) =>
    expect(localPath(path)).toBe(path),
  );
  test.each([
    'https://evil.test',
    '//evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    'javascript:alert(1)',
    '/\t/evil.test',
    '',
    'evil.test',
    '/a\r\nSet-Cookie: x=1',
    `/${'a'.repeat(600)}`,
  ])('%j is not', (path) => expect(localPath(path)).toBeNull());
});
