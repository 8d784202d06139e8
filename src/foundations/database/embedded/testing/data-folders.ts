import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { silentLog } from '../../../log.ts';
import { startEmbeddedPostgres } from '../index.ts';

const parents: string[] = [];
afterAll(() => {
  for (const parent of parents) rmSync(parent, { recursive: true, force: true, maxRetries: 5 });
});

/** A parent folder of mode 0700, as a user's own folder would have it; it goes away after the last test of the file. */
export function makeParent(): string {
  const parent = mkdtempSync(path.join(os.tmpdir(), 'embedded-'));
  parents.push(parent);
  return parent;
}

let initialised: Promise<string> | undefined;

/** A data folder with an empty database in it: a copy, because making one takes a second. It belongs to whoever copies. */
export async function makeDataFolder(folder = path.join(makeParent(), 'data')): Promise<string> {
  initialised ??= initialise();
  cpSync(await initialised, folder, { recursive: true });
  return folder;
}

async function initialise(): Promise<string> {
  const dataFolder = path.join(makeParent(), 'data');
  const database = await startEmbeddedPostgres({ dataFolder, log: silentLog, durable: false });
  await database.stop();
  return dataFolder;
}
