import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import type { Owner } from './choose-owner.ts';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import type { Binaries } from './find-binaries.ts';

const SHARED_FOLDER = '/var/cache/gatehouse';

/**
 * Binaries that `owner` can execute: those given, or a copy in a folder of root's that everybody may enter.
 * The copy is made once per version. Refuses a copy that anybody but root could have written.
 */
export function reachBinaries(binaries: Binaries, owner: Owner | null, sharedFolder = SHARED_FOLDER): Binaries {
  if (owner === null || canRun(binaries.folder, owner)) return binaries;
  const copy = path.join(sharedFolder, `postgres-${binaries.version}`);
  if (!isTrusted(copy) || !canRun(copy, owner)) makeCopy(binaries.folder, copy);
  if (!isTrusted(sharedFolder) || !isTrusted(copy) || !canRun(copy, owner)) {
    throw new EmbeddedDatabaseError(
      `PostgreSQL may not run as root, and the user it runs as can execute it neither in ${binaries.folder} nor in ${copy}. ` +
        'Start Gatehouse as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
    );
  }
  return { ...binaries, folder: copy };
}

function canRun(folder: string, owner: Owner): boolean {
  const run = spawnSync(path.join(folder, 'bin/postgres'), ['--version'], {
    ...owner,
    cwd: '/',
    env: {},
    stdio: 'ignore',
  });
  return run.status === 0;
}

function isTrusted(folder: string): boolean {
  const entry = lstatSync(folder, { throwIfNoEntry: false });
  return entry?.isDirectory() === true && entry.uid === 0 && (entry.mode & 0o022) === 0;
}

/** Appears under its name only when complete, so that a killed start leaves no half copy. */
function makeCopy(from: string, to: string): void {
  const unfinished = `${to}.new-${randomBytes(4).toString('hex')}`;
  makeReadableFolder(path.dirname(to));
  try {
    copyReadable(from, unfinished);
    rmSync(to, { recursive: true, force: true });
    renameSync(unfinished, to);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function makeReadableFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
}

/** Modes are set, not inherited: a strict umask is a common reason why the originals were out of reach. */
function copyReadable(from: string, to: string): void {
  makeReadableFolder(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) copyReadable(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (!entry.name.endsWith('.a')) {
      copyFileSync(source, target);
      chmodSync(target, lstatSync(source).mode & 0o100 ? 0o755 : 0o644);
    }
  }
}
