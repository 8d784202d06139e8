/** `npm run build`: the product and what browsers load, into `dist/`. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { buildAssets } from './build-assets.mjs';
import { STAMP, sources } from './build-product.mjs';
import { buildServer } from './build-server.mjs';
import { BUILT } from './folders.mjs';

// Taken before, so that a file changed during the build is built again.
const stamp = sources();
rmSync(STAMP, { force: true });
mkdirSync(BUILT, { recursive: true });
const fresh = new Set((await Promise.all([buildServer(), buildAssets()])).flat());
// Files of an earlier build go last: a product that is running from them has read them.
for (const file of readdirSync(BUILT, { recursive: true, withFileTypes: true })) {
  const place = `${file.parentPath}/${file.name}`;
  if (file.isFile() && !fresh.has(place)) rmSync(place);
}
writeFileSync(STAMP, stamp);
