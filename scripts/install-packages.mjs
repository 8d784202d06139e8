import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Advice } from './advice.mjs';
import { describeMachine } from './describe-machine.mjs';
import { findMissingPackages } from './find-missing-packages.mjs';
import { fingerprint, readStamp } from './fingerprint.mjs';
import { PACKAGES, ROOT } from './folders.mjs';
import { linkLibraries } from './link-libraries.mjs';
import { requireSpace } from './require-space.mjs';
import { runNpm } from './run-npm.mjs';
import { sayStep } from './say-step.mjs';

const STAMP = path.join(PACKAGES, '.gatehouse-stamp');
const SIZE_MB = 700;
/** Less than this left after an installation means that the disk was full during it. */
const REST_MB = 20;

/** Installs exactly what the lock file names, unless that is what was installed last. No install script is run. */
export async function installPackages(node) {
  if (readStamp(STAMP) === wanted()) return;
  await sayStep('Installing packages, a minute or less', async () => {
    rmSync(STAMP, { force: true });
    requireSpace(ROOT, SIZE_MB);
    await runNpm(node, ['ci', '--ignore-scripts', '--prefer-offline']);
    requireSpace(ROOT, REST_MB);
    finishInstallation();
  });
}

/** Does what the packages' own install scripts would have done for us; advises when something is missing. */
export function finishInstallation() {
  const missing = findMissingPackages(
    readLock(ROOT, 'package-lock.json'),
    readLock(PACKAGES, '.package-lock.json'),
    describeMachine(),
  );
  if (missing.length > 0) {
    throw new Advice(`npm left out ${missing.join(', ')}. Check the network and the disk, and run the command again.`);
  }
  linkLibraries(PACKAGES);
  writeFileSync(STAMP, wanted());
}

function readLock(folder, name) {
  return JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
}

function wanted() {
  return `${process.platform}-${process.arch} ${fingerprint(ROOT, ['package-lock.json'])}`;
}
