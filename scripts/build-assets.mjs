import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { BUILT, ROOT } from './folders.mjs';

const ASSETS = path.join(BUILT, 'assets');
const PLAIN = path.join(ROOT, 'src/ui/assets');

/** The browser's scripts, the stylesheet and its fonts, named by their contents; `manifest.json` says which is which. */
export async function buildAssets() {
  const entryPoints = [
    { in: path.join(ROOT, 'src/browser/index.ts'), out: 'app' },
    { in: path.join(ROOT, 'src/browser/signed-in.ts'), out: 'signed-in' },
    { in: path.join(ROOT, 'src/browser/passkey.ts'), out: 'passkey' },
    { in: path.join(ROOT, 'src/ui/styles/index.css'), out: 'app' },
  ];
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: entryPoints.filter((entry) => existsSync(entry.in)),
    outdir: ASSETS,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  const hashed = Object.keys(metafile.outputs).map((file) => path.basename(file));
  const plain = existsSync(PLAIN) ? readdirSync(PLAIN) : [];
  for (const file of plain) copyFileSync(path.join(PLAIN, file), path.join(ASSETS, file));
  const names = [...hashed.map((file) => [logicalName(file), file]), ...plain.map((file) => [file, file])];
  writeFileSync(path.join(ASSETS, 'manifest.json'), `${JSON.stringify(Object.fromEntries(names.sort()), null, 2)}\n`);
  return [...hashed, ...plain, 'manifest.json'].map((file) => path.join(ASSETS, file));
}

function logicalName(file) {
  return file.replace(/-[A-Z0-9]{8}(?=\.\w+$)/, '');
}
