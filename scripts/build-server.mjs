import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { BUILT, ROOT } from './folders.mjs';

/** File name in `dist/` → where it begins. */
const ENTRIES = { main: 'src/main.ts', cli: 'src/cli/main.ts' };

/** Bundles the product's own code; packages stay where npm put them. Gives the files written. */
export async function buildServer() {
  const entryPoints = Object.entries(ENTRIES).map(([out, file]) => ({ out, in: path.join(ROOT, file) }));
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: entryPoints.filter((entry) => existsSync(entry.in)),
    outdir: BUILT,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
    plugins: [keepOwnAddress],
  });
  return Object.keys(metafile.outputs).map((file) => path.join(ROOT, file));
}

/** Code that reads a file beside itself goes on finding it there: inside a bundle, it would look in `dist/`. */
const keepOwnAddress = {
  name: 'keep-own-address',
  setup({ onLoad }) {
    onLoad({ filter: /\.tsx?$/ }, async ({ path: file }) => {
      const text = await readFile(file, 'utf8');
      if (!text.includes('import.meta.')) return undefined;
      const place = path.join('..', path.relative(ROOT, file));
      const address = `new URL(${JSON.stringify(place)}, import.meta.url).href`;
      const folder = `(import.meta.dirname + ${JSON.stringify(`/${path.dirname(place)}`)})`;
      const contents = text.replaceAll('import.meta.url', address).replaceAll('import.meta.dirname', folder);
      return { contents, loader: file.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
};
