import { build } from 'esbuild';
import { expect, it } from 'vitest';

const entry = new URL('./index.ts', import.meta.url).pathname;

async function bundle(minify: boolean) {
  const { metafile, outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify,
    format: 'esm',
    write: false,
    metafile: true,
  });
  return { inputs: Object.keys(metafile.inputs), text: outputFiles.map(({ text }) => text).join('') };
}

it('the script of every page stays small, for slow phones', async () => {
  expect((await bundle(true)).text.length).toBeLessThan(4500);
});

it('the script takes nothing from the server’s code or from a library', async () => {
  expect((await bundle(false)).inputs.filter((file) => !file.includes('src/browser/'))).toEqual([]);
});

it('the script parses no markup and evaluates no text, as Trusted Types demand (BH-2)', async () => {
  expect((await bundle(false)).text).not.toMatch(
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\b|new Function/,
  );
});

it('the script keeps nothing in the browser that could be read later (SE-4)', async () => {
  expect((await bundle(false)).text).not.toMatch(/localStorage|sessionStorage|indexedDB|document\.cookie/);
});
