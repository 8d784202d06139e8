import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fingerprint, readStamp } from './fingerprint.mjs';
import { PACKAGES, ROOT } from './folders.mjs';
import { linkLibraries } from './link-libraries.mjs';
import { requireSpace } from './require-space.mjs';
import { runNpm } from './run-npm.mjs';
import { sayStep } from './say-step.mjs';

const STAMP = path.join(PACKAGES, '.gatehouse-stamp');
const SIZE_MB = 700;

/** Installs exactly what the lock file names, unless that is what was installed last. No install script is run. */
export async function installPackages(node) {
  if (readStamp(STAMP) === wanted()) return;
  await sayStep('Installing packages, a minute or less', async () => {
    rmSync(STAMP, { force: true });
    requireSpace(ROOT, SIZE_MB);
    await runNpm(node, ['ci', '--ignore-scripts', '--prefer-offline']);
    finishInstallation();
  });
}

/** What the packages' own install scripts would have done for us. */
export function finishInstallation() {
  linkLibraries(PACKAGES);
  writeFileSync(STAMP, wanted());
}

function wanted() {
  return `${process.platform}-${process.arch} ${fingerprint(ROOT, ['package-lock.json'])}`;
}
