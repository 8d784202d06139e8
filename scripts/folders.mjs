import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** What the launchers bring for themselves. */
export const RUNTIME = path.join(ROOT, '.runtime');
export const PACKAGES = path.join(ROOT, 'node_modules');
export const BUILT = path.join(ROOT, 'dist');
