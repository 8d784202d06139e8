import type { KeyRing } from '../../foundations/crypto/index.ts';

/** Mail servers change line ends and drop spaces before them: neither counts as a change of the words. */
export function hashOfPart(keyRing: Pick<KeyRing, 'keyedHash'>, part: string): Buffer {
  const settled = part.replace(/[ \t]*\r?\n/g, '\n').trimEnd();
  return keyRing.keyedHash('official-mail.part', settled);
}
