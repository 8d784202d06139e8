import { build } from 'esbuild';
import { expect, it } from 'vitest';

const pathOf = (file: string) => new URL(file, import.meta.url).pathname;
const EVERY_PAGE = [pathOf('./index.ts')];
/** The other files come only to who is signed in, and where a passkey is asked for. */
const SIGNED_IN = [pathOf('./signed-in.ts')];
const ALL = [...EVERY_PAGE, ...SIGNED_IN, pathOf('./passkey.ts')];

async function bundle(minify: boolean, entryPoints = ALL) {
  const { metafile, outputFiles } = await build({
    entryPoints,
    outdir: 'unused',
    bundle: true,
    minify,
    format: 'esm',
    write: false,
    metafile: true,
  });
  return { inputs: Object.keys(metafile.inputs), text: outputFiles.map(({ text }) => text).join('') };
}

it('the script of every page stays small, for slow phones', async () => {
  expect((await bundle(true, EVERY_PAGE)).text.length).toBeLessThan(4500);
});

it('the script of who is signed in stays small too, and is no part of the other', async () => {
  expect((await bundle(true, SIGNED_IN)).text.length).toBeLessThan(4000);
  expect((await bundle(false, EVERY_PAGE)).text).not.toContain('/step-up');
});

it('the script that asks for a passkey stays small, and is no part of the other', async () => {
  expect((await bundle(true, [pathOf('./passkey.ts')])).text.length).toBeLessThan(4000);
  expect((await bundle(false, EVERY_PAGE)).text).not.toContain('navigator.credentials');
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
