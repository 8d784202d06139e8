import { bringNode } from './bring-node.mjs';
import { buildProduct } from './build-product.mjs';
import { holdFolder } from './hold-folder.mjs';
import { installPackages } from './install-packages.mjs';

/** Everything between a fresh clone and a built product; quick when nothing changed. Gives the Node to run it with. */
export function prepare() {
  return holdFolder(async () => {
    const node = await bringNode();
    await installPackages(node);
    await buildProduct(node);
    return node;
  });
}
