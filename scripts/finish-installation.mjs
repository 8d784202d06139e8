/** After an `npm install` by hand, so that the next start has nothing left to install. */
import { finishInstallation } from './install-packages.mjs';

finishInstallation();
