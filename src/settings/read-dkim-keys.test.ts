import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { readSettings, SettingsError } from '../settings.ts';

const rsa = (modulusLength: number) =>
  generateKeyPairSync('rsa', { modulusLength }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const [one, other] = [rsa(2048), rsa(2048)];

function read(DKIM_KEYS: string) {
  try {
    return readSettings({ DKIM_KEYS }).secrets.dkimKeys;
  } catch (error) {
    if (error instanceof SettingsError) return error.problems.map(({ words }) => words).join();
    throw error;
  }
}

test('keys for signing mails are read in their order, with their selectors', () => {
  expect(read(`selector b2027\n${one}`)).toEqual([{ selector: 'b2027', privateKey: one.trim() }]);
  expect(read(`\n selector a2026 \r\n${one}\n\nselector b2027\n${other}`)).toMatchObject([
    { selector: 'a2026' },
    { selector: 'b2027' },
  ]);
  expect(readSettings({}).secrets.dkimKeys).toEqual([]);
});

test('what is no such list stops the start, and no part of a key is repeated', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  const wrong = {
    'selector NAME': [one, 'a2026', `selector a2026\n${one.slice(0, 200)}`, `selector a2026\n${one}\nand more`],
    'DNS label': [`selector A.2026\n${one}`, `selector -a\n${one}`, `selector ${'x'.repeat(64)}\n${one}`],
    'one selector twice': [`selector a\n${one}\nselector a\n${other}`],
    'RSA with at least': [
      `selector a\n${rsa(1024)}`,
      `selector a\n${ec}`,
      `selector a\n${one.replace(/\n.{64}\n/, '\n')}`,
    ],
    'at most 3': ['a', 'b', 'c', 'd'].map((selector) => `selector ${selector}\n${one}`).join('\n'),
  };
  for (const [words, texts] of Object.entries(wrong)) {
    for (const text of [texts].flat()) {
      const said = read(text);
      expect(said).toContain(words);
      expect(said).not.toContain(one.split('\n')[1]);
    }
  }
});
