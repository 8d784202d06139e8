/** After an `npm install` by hand, so that the next start has nothing left to install. */
import { PACKAGES } from './folders.mjs';
import { finishInstallation } from './install-packages.mjs';
import { linkLibraries } from './link-libraries.mjs';

try {
  finishInstallation();
} catch {
  // Left out on purpose, as by --omit=dev: then a start that needs the rest installs it.
  linkLibraries(PACKAGES);
}
