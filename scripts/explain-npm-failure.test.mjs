import { expect, test } from 'vitest';
import { explainNpmFailure } from './explain-npm-failure.mjs';

test.each([
  ['npm error code ENOTFOUND\nnpm error syscall getaddrinfo', /registry cannot be reached/],
  ['npm error code EAI_AGAIN', /registry cannot be reached/],
  ['npm error code ENOSPC\nnpm error nospc ENOSPC: no space left on device, write', /no space left on the disk/],
  ['npm error code EACCES\nnpm error syscall mkdir', /may not write here/],
  ['npm error code EUSAGE\nnpm error not in sync', /npm failed:[\s\S]*not in sync/],
])('%j is explained', (output, words) => {
  expect(explainNpmFailure(output)).toMatch(words);
});

test('the first lines of what npm said are shown, without the stack', () => {
  const words = explainNpmFailure(
    `npm error code E500\nnpm error     at fetch (index.js:1)\n${'npm error usage\n'.repeat(50)}`,
  );
  expect(words).toContain('E500');
  expect(words).not.toContain('at fetch');
  expect(words.split('\n').length).toBeLessThan(20);
});
