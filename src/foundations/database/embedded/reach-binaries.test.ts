import { chmodSync, cpSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { DATABASE_OWNER, runsAsRoot } from './choose-owner.ts';
import { findBinaries } from './find-binaries.ts';
import { reachBinaries } from './reach-binaries.ts';
import { makeParent } from './testing/data-folders.ts';

const owner = runsAsRoot() ? DATABASE_OWNER : null;

/** The distribution below a folder that only we may enter. */
async function hideBinaries(): Promise<{ folder: string; version: string }> {
  const { folder, version } = await findBinaries();
  const hidden = path.join(makeParent(), 'native');
  cpSync(folder, hidden, { recursive: true, verbatimSymlinks: true });
  return { folder: hidden, version };
}

/** Where others may enter, unlike below our other folders. */
function makeSharedFolder(): string {
  const parent = makeParent();
  chmodSync(parent, 0o755);
  return path.join(parent, 'shared');
}

test('binaries out of reach of the user who runs them are copied once, for everybody to read and only us to write', async () => {
  const [binaries, sharedFolder] = [await hideBinaries(), makeSharedFolder()];
  const reached = reachBinaries(binaries, owner, sharedFolder);
  expect(reached.folder).toBe(owner ? path.join(sharedFolder, `postgres-${binaries.version}`) : binaries.folder);

  const program = path.join(reached.folder, 'bin/postgres');
  const { ino, mode } = statSync(program);
  expect(mode & 0o022).toBe(0);
  expect(reachBinaries(binaries, owner, sharedFolder)).toEqual(reached);
  expect(statSync(program).ino).toBe(ino);
});

test('a copy that others could have written is made anew, and a shared folder of others is refused', async () => {
  const [binaries, sharedFolder] = [await hideBinaries(), makeSharedFolder()];
  const copy = path.join(sharedFolder, `postgres-${binaries.version}`);
  mkdirSync(copy, { recursive: true });
  chmodSync(copy, 0o777);
  const reached = reachBinaries(binaries, owner, sharedFolder);
  expect(statSync(reached.folder).mode & 0o022).toBe(0);
});
