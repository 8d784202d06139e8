import { randomBytes } from 'node:crypto';
import { type FileHandle, link, mkdir, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { newSecrets, parseSecrets, type Secrets, SecretsError } from './secrets.ts';

const OTHERS_MAY_READ = 0o077;
const OTHERS_MAY_WRITE = 0o022;
const STICKY = 0o1000;
const MOST_BYTES = 64 * 1024;

/**
 * The secrets of this installation, read from their file.
 * When there is none and `mayCreate`, makes it: mode 0600, whole or not at all, and processes that start at
 * once all end with the same. Refuses a file that others may read or replace, and secrets that are malformed,
 * short or placeholders (CR-1).
 */
export async function loadOrCreateSecrets({ file, mayCreate }: { file: string; mayCreate: boolean }): Promise<Secrets> {
  const secrets = await readSecrets(file);
  if (secrets) return secrets;
  if (!mayCreate) {
    throw new SecretsError(
      `There is no secrets file at ${file}. For an address that others can reach it is never made by itself: ` +
        'make it once (gatehouse secrets make), keep a copy in a safe place, and give every node the same file.',
    );
  }
  await makeFolder(dirname(file));
  await writeOnce(file, newSecrets());
  const made = await readSecrets(file);
  if (!made) throw new SecretsError(`The secrets file ${file} went away while it was made.`);
  return made;
}

/** Makes the secrets of a new installation. Refuses to replace any: without the old ones no password works any more. */
export async function makeSecrets(file: string): Promise<void> {
  await makeFolder(dirname(file));
  await refuseOpenFolder(dirname(file));
  if (!(await writeOnce(file, newSecrets()))) {
    throw new SecretsError(
      `There are secrets at ${file} already. They were left as they are: nothing can replace them.`,
    );
  }
}

/** Puts rotated secrets in place of the old ones in one step; whose file it is and who may read it stays. */
export async function replaceSecrets(file: string, secrets: Secrets): Promise<void> {
  // The file behind a link is replaced, not the link.
  const real = await realpath(file);
  const { uid, gid, mode } = await stat(real);
  const temporary = await writeTemporary(real, parseSecrets(secrets), { uid, gid, mode: mode & 0o700 });
  await rename(temporary, real);
  await syncFolder(dirname(real));
}

async function readSecrets(file: string): Promise<Secrets | null> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new SecretsError(`The secrets file ${file} cannot be opened (${error.code}).`);
  });
  if (!handle) return null;
  try {
    // The mode is that of the opened file, so it cannot be exchanged between the look and the reading.
    const { mode, size } = await handle.stat();
    if (mode & OTHERS_MAY_READ) {
      throw new SecretsError(`The secrets file ${file} may be read by others. Close it: chmod 600 ${file}`);
    }
    await refuseOpenFolder(dirname(file));
    if (size > MOST_BYTES) throw new SecretsError(`${file} is too large to be a secrets file.`);
    return parseSecrets(parseJson(await handle.readFile('utf8')));
  } catch (error) {
    if (error instanceof SecretsError) throw new SecretsError(`${file}: ${error.message}`);
    throw new SecretsError(`The secrets file ${file} cannot be read.`);
  } finally {
    await handle.close();
  }
}

/** Who may write the folder may put another file in the place of ours. */
async function refuseOpenFolder(folder: string): Promise<void> {
  const { mode } = await stat(folder);
  if (mode & OTHERS_MAY_WRITE && !(mode & STICKY)) {
    throw new SecretsError(`others may write its folder. Close it: chmod 700 ${folder}`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which holds secrets.
    throw new SecretsError('is not JSON');
  }
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** `link` fails where `rename` would replace: whoever comes second keeps what the first one made, and hears false. */
async function writeOnce(file: string, secrets: Secrets): Promise<boolean> {
  const temporary = await writeTemporary(file, secrets);
  let made = true;
  try {
    await link(temporary, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    made = false;
  } finally {
    await unlink(temporary);
  }
  await syncFolder(dirname(file));
  return made;
}

async function writeTemporary(
  file: string,
  secrets: Secrets,
  like?: { uid: number; gid: number; mode: number },
): Promise<string> {
  const temporary = join(dirname(file), `.${basename(file)}.${randomBytes(8).toString('hex')}`);
  const handle = await open(temporary, 'wx', 0o600);
  try {
    if (like) await takeOver(handle, like);
    await handle.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return temporary;
}

/** Root may rotate the keys of another user, who must go on reading them. */
async function takeOver(handle: FileHandle, { uid, gid, mode }: { uid: number; gid: number; mode: number }) {
  if (process.getuid?.() === 0) await handle.chown(uid, gid);
  await handle.chmod(mode);
}

/** A new name survives a power cut only once its folder is on the disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
