import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addKey, newSecrets, type Secrets, SecretsError } from './secrets.ts';
import { loadOrCreateSecrets, replaceSecrets } from './secrets-file.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-secrets-'));
  file = join(folder, 'data', 'secrets', 'key-ring.json');
});
afterEach(() => rm(folder, { recursive: true }));

async function put(content: string, mode = 0o600): Promise<void> {
  await mkdir(join(folder, 'data', 'secrets'), { recursive: true, mode: 0o700 });
  await writeFile(file, content, { mode });
  await chmod(file, mode);
}

const load = () => loadOrCreateSecrets({ file, mayCreate: false });

describe('a first start', () => {
  test('makes the secrets, readable by nobody else, and leaves no other file', async () => {
    const secrets = await loadOrCreateSecrets({ file, mayCreate: true });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'data', 'secrets'))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(folder, 'data', 'secrets'))).toEqual(['key-ring.json']);
    expect(await load()).toEqual(secrets);
    expect(secrets.pepper).toBeDefined();
  });

  test('does not make them where it may not', async () => {
    await expect(load()).rejects.toThrow('There is no secrets file');
    expect(await readdir(folder)).toEqual([]);
  });

  test('gives all who start at once the same secrets', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => loadOrCreateSecrets({ file, mayCreate: true })));
    expect(new Set(all.map((secrets) => JSON.stringify(secrets))).size).toBe(1);
    expect(await readdir(join(folder, 'data', 'secrets'))).toEqual(['key-ring.json']);
  });

  test('gives one who starts a little later the same secrets, at whatever moment that is', async () => {
    for (let ticks = 0; ticks < 60; ticks++) {
      const late = async () => {
        for (let tick = 0; tick < ticks; tick++) await new Promise(setImmediate);
        return loadOrCreateSecrets({ file, mayCreate: true });
      };
      const [one, other] = await Promise.all([loadOrCreateSecrets({ file, mayCreate: true }), late()]);
      expect(other, `${ticks} ticks later`).toEqual(one);
      expect(await load()).toEqual(one);
      await rm(file);
    }
  });

  test('gives several processes that start at once the same secrets', async () => {
    const script = `
      import { loadOrCreateSecrets } from ${JSON.stringify(new URL('./secrets-file.ts', import.meta.url).href)};
      const secrets = await loadOrCreateSecrets({ file: process.argv[1], mayCreate: true });
      console.log(secrets.root);`;
    const outputs = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const child = spawn(process.execPath, ['--input-type=module', '-e', script, file], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let output = '';
        for await (const chunk of child.stdout) output += String(chunk);
        return output;
      }),
    );
    expect(outputs[0]).toMatch(/^\S{44}\n$/);
    expect(new Set(outputs).size).toBe(1);
  });
});

describe('a secrets file', () => {
  test('is refused when group or others may read it', async () => {
    for (const mode of [0o640, 0o604, 0o644, 0o660]) {
      await put(JSON.stringify(newSecrets()), mode);
      await expect(load(), mode.toString(8)).rejects.toThrow('may be read by others');
    }
  });

  test('is refused when others may write its folder', async () => {
    await put(JSON.stringify(newSecrets()));
    await chmod(join(folder, 'data', 'secrets'), 0o777);
    await expect(load()).rejects.toThrow('others may write its folder');
    await chmod(join(folder, 'data', 'secrets'), 0o1777);
    await expect(load()).resolves.toBeDefined();
  });

  test('is accepted without a pepper', async () => {
    const { pepper: _, ...secrets } = newSecrets();
    await put(JSON.stringify(secrets));
    expect((await load()).pepper).toBeUndefined();
  });

  test('is refused when it is malformed, and never replaced', async () => {
    for (const content of ['', 'changeme', '{', '[]', 'null', '{}', '"x"', 'x'.repeat(70_000)]) {
      await put(content);
      await expect(loadOrCreateSecrets({ file, mayCreate: true }), content.slice(0, 20)).rejects.toThrow(SecretsError);
      expect(await readFile(file, 'utf8')).toBe(content);
    }
  });

  test('is replaced in one step by a rotation', async () => {
    const before = await loadOrCreateSecrets({ file, mayCreate: true });
    const after = addKey(before);
    await replaceSecrets(file, after);
    expect(await load()).toEqual(after);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});

describe('secrets nobody should use (CR-1)', () => {
  const good = newSecrets();
  const [key] = good.keys;
  if (!key) throw new Error('no key');
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  const bad: [story: string, secrets: Secrets | Record<string, unknown>, words: string][] = [
    ['a placeholder', { ...good, root: 'changeme' }, 'root: must be 32 bytes'],
    ['words of the right length', { ...good, root: base64('changeme'.repeat(4)) }, 'root: is a placeholder'],
    ['a pass phrase', { ...good, root: base64('Correct-Horse-Battery-Staple 42!') }, 'root: is a placeholder'],
    ['zeros', { ...good, root: Buffer.alloc(32).toString('base64') }, 'root: is a placeholder'],
    ['a short key', { ...good, keys: [{ ...key, secret: base64('0123456789abcdef') }] }, 'keys.0.secret: must be 32'],
    ['not base64', { ...good, pepper: '*'.repeat(44) }, 'pepper: is not base64'],
    ['an unknown current key', { ...good, current: 'k-other' }, '"current" names no key'],
    ['no keys', { ...good, keys: [] }, 'keys: is missing or malformed'],
    ['no root', { current: good.current, keys: good.keys }, 'root: is missing or malformed'],
    ['a key id with odd characters', { ...good, current: 'a b', keys: [{ ...key, id: 'a b' }] }, 'is not a key id'],
    ['the same id twice', { ...good, keys: [key, { ...key, secret: newSecrets().root }] }, 'two keys have the same id'],
    ['one secret for two things', { ...good, root: key.secret }, 'two of the secrets are the same'],
    ['a member nobody knows', { ...good, rooot: good.root }, 'is missing or malformed'],
  ];

  test.each(bad)('%s', async (_story, secrets, words) => {
    await put(JSON.stringify(secrets));
    await expect(load()).rejects.toThrow(words);
  });

  test('a refusal quotes none of the secrets', async () => {
    await put(JSON.stringify({ ...good, root: `${good.root}=`, [key.secret]: 1, current: 'k-other' }));
    const error = await load().catch((reason: unknown) => String(reason));
    for (const secret of [good.root, key.secret, good.pepper]) expect(error).not.toContain(secret);
    await put(`{"root": "${good.root}`);
    expect(await load().catch((reason: unknown) => String(reason))).not.toContain(good.root);
  });
});
