import path from 'node:path';
import { Advice } from './advice.mjs';
import { fingerprint, readStamp } from './fingerprint.mjs';
import { BUILT, ROOT } from './folders.mjs';
import { runCommand } from './run-command.mjs';
import { sayStep } from './say-step.mjs';

export const STAMP = path.join(BUILT, '.built-from');

/** Builds the product unless it was built from just these sources. */
export async function buildProduct(node) {
  if (readStamp(STAMP) === sources()) return;
  await sayStep('Building', async () => {
    const { code, output } = await runCommand(node, ['scripts/build.mjs'], { node, quiet: true });
    if (code !== 0) throw new Advice(`The build failed:\n\n${output.trim()}`);
  });
}

const INPUTS = [
  'src',
  'package-lock.json',
  ...['build', 'build-server', 'build-assets'].map((name) => `scripts/${name}.mjs`),
];

export function sources() {
  return fingerprint(ROOT, INPUTS, (file) => !/\.test\.\w+$/.test(file));
}
