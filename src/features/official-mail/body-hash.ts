import type { KeyRing } from '../../foundations/crypto/index.ts';

/** Line ends are all that may change on the way. Once, never twice: a carriage return that is left is none of ours. */
export function settleLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** Of a body with settled lines. What lines follow the last, empty, is no part of it. */
export function hashOfBody(keyRing: Pick<KeyRing, 'keyedHash'>, body: string): Buffer {
  let end = body.length;
  while (body[end - 1] === '\n') end -= 1;
  return keyRing.keyedHash('official-mail.body', body.slice(0, end));
}
