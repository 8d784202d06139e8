import { expect, test } from 'vitest';
import { findMissingPackages } from './find-missing-packages.mjs';

const wanted = {
  packages: {
    '': {},
    'node_modules/everywhere': {},
    'node_modules/@pg/linux-x64': { optional: true, os: ['linux'], cpu: ['x64'] },
    'node_modules/@pg/darwin-arm64': { optional: true, os: ['darwin'], cpu: ['arm64'] },
    'node_modules/a/node_modules/@css/linux-x64-gnu': { optional: true, os: ['linux'], cpu: ['x64'], libc: ['glibc'] },
    'node_modules/a/node_modules/@css/linux-x64-musl': { optional: true, os: ['linux'], cpu: ['x64'], libc: ['musl'] },
  },
};
const linux = { platform: 'linux', arch: 'x64', hasGlibc: true };

test('packages for this machine that npm left out are named, and those for others are not', () => {
  expect(findMissingPackages(wanted, { packages: {} }, linux)).toEqual(['@pg/linux-x64', '@css/linux-x64-gnu']);
  expect(findMissingPackages(wanted, { packages: {} }, { platform: 'darwin', arch: 'arm64', hasGlibc: false })).toEqual(
    ['@pg/darwin-arm64'],
  );
});

test('a complete installation lacks nothing', () => {
  expect(findMissingPackages(wanted, wanted, linux)).toEqual([]);
});
