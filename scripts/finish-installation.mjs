/** After an `npm install` by hand, so that the next start has nothing left to install. */
import { giveUp } from './advice.mjs';
import { finishInstallation } from './install-packages.mjs';

try {
  finishInstallation();
} catch (error) {
  giveUp(error);
}
