import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fingerprint, readStamp } from './fingerprint.mjs';

function makeSources() {
  const root = mkdtempSync(path.join(os.tmpdir(), 'fingerprint-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(path.join(root, 'src/room'), { recursive: true });
  writeFileSync(path.join(root, 'src/room/door.ts'), 'one');
  writeFileSync(path.join(root, 'lock.json'), '{}');
  return { root, take: () => fingerprint(root, ['src', 'lock.json', 'absent'], (file) => !file.endsWith('.test.ts')) };
}

test('it stays the same when only times change', () => {
  const { root, take } = makeSources();
  const before = take();
  utimesSync(path.join(root, 'src/room/door.ts'), 1, 1);
  expect(take()).toBe(before);
});

test.each([
  ['content', (root) => writeFileSync(path.join(root, 'src/room/door.ts'), 'two')],
  ['a name', (root) => renameSync(path.join(root, 'src/room/door.ts'), path.join(root, 'src/room/gate.ts'))],
  ['a new file', (root) => writeFileSync(path.join(root, 'src/new.ts'), '')],
  ['a missing file', (root) => rmSync(path.join(root, 'lock.json'))],
])('%s changes it', (_, change) => {
  const { root, take } = makeSources();
  const before = take();
  change(root);
  expect(take()).not.toBe(before);
});

test('files that do not matter do not change it', () => {
  const { root, take } = makeSources();
  const before = take();
  writeFileSync(path.join(root, 'src/room/door.test.ts'), 'test');
  expect(take()).toBe(before);
});

test('nothing was done yet where there is no stamp', () => {
  expect(readStamp(path.join(makeSources().root, 'stamp'))).toBe(null);
});
