import { existsSync } from 'node:fs';
import { Advice } from './advice.mjs';
import { runCommand } from './run-command.mjs';
import { sayStep } from './say-step.mjs';

/** Where else a program may be that Debian puts into /usr/bin. */
const placesOf = (program) =>
  ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'].map((folder) => `${folder}/${program}`);

/** Tools that no package carries: the Debian package, and where its program may be. The first place found is used. */
const TOOLS = {
  chromium: [
    process.env.CHROMIUM_PATH ?? '',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  // For the browser tests: an authenticator app and a camera that are not ours, and a reader of what was printed.
  oathtool: placesOf('oathtool'),
  'poppler-utils': placesOf('pdftotext'),
  'zbar-tools': placesOf('zbarimg'),
  // For the drills: a forger's mail client, and a DKIM that is not ours.
  swaks: placesOf('swaks'),
  'python3-dkim': placesOf('dkimverify'),
  // The proxies that people put in front.
  caddy: placesOf('caddy'),
  haproxy: ['/usr/sbin/haproxy', ...placesOf('haproxy')],
  nginx: ['/usr/sbin/nginx', ...placesOf('nginx')],
};
const DEBIAN = { DEBIAN_FRONTEND: 'noninteractive' };
const PATIENT = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];

/** Installs what is missing where we may (root on Debian and its like), else says exactly what to install. */
export async function installSystemTools(names) {
  const missing = names.filter((name) => findTool(name) === undefined);
  if (missing.length === 0) return;
  if (!existsSync('/usr/bin/apt-get')) {
    throw new Advice(
      `Missing: ${missing.join(', ')}. Install ${missing.length === 1 ? 'it' : 'them'} and run the command again.`,
    );
  }
  if (process.getuid?.() !== 0)
    throw new Advice(`Missing: ${missing.join(', ')}. Install with\n\n  ${aptCommand(missing)}`);
  await sayStep(`Installing ${missing.join(', ')} with apt-get`, () => install(missing));
}

export function findTool(name) {
  return TOOLS[name]?.find((place) => existsSync(place));
}

/** How a test finds a tool: `ZBAR_TOOLS_PATH` for the program of `zbar-tools`. */
export function toolVariables(names) {
  return Object.fromEntries(names.map((name) => [`${name.toUpperCase().replaceAll('-', '_')}_PATH`, findTool(name)]));
}

export function aptCommand(names) {
  return `sudo apt-get install -y ${names.join(' ')}`;
}

async function install(names) {
  await runCommand('apt-get', ['update', '-qq', ...PATIENT], { quiet: true, env: DEBIAN });
  const { code, output } = await runCommand('apt-get', ['install', '-y', '-qq', ...PATIENT, ...names], {
    quiet: true,
    env: DEBIAN,
  });
  if (code === 0) return;
  throw new Advice(
    `apt-get could not install ${names.join(' ')}:\n\n${output.trim().split('\n').slice(-15).join('\n')}`,
  );
}
