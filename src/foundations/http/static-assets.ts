import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { refuse } from './refuse.ts';
import type { Handler } from './route.ts';

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  png: 'image/png',
};
const ONE_YEAR = 'public, max-age=31536000, immutable';
const ONE_DAY = 'public, max-age=86400';

export interface Assets {
  /** The address of a file by its logical name, with its content's hash in it. */
  pathOf(name: string): string;
  /** `GET /assets/:name`. Only files that the build listed; nothing is looked up on disk (BH-6). */
  serve: Handler<unknown>;
}

const manifestSchema = z.record(z.string(), z.string());

/** Reads every built file once, at start. */
export async function loadAssets(folder: string): Promise<Assets> {
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  const files = new Map<
    string,
    { body: Uint8Array<ArrayBuffer>; contentType: string; headers: Record<string, string> }
  >();
  for (const name of await readdir(folder)) {
    const contentType = TYPES[name.split('.').at(-1) ?? ''];
    if (contentType === undefined) continue;
    const body = new Uint8Array(await readFile(join(folder, name)));
    const isHashed = Object.values(manifest).includes(name) && !Object.keys(manifest).includes(name);
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    files.set(name, { body, contentType, headers: { 'cache-control': isHashed ? ONE_YEAR : ONE_DAY, etag } });
  }
  return {
    pathOf: (name) => `/assets/${manifest[name] ?? name}`,
    async serve({ params }) {
      const file = files.get(params.name ?? '');
      return file ? { kind: 'file', ...file } : refuse('not-found');
    },
  };
}
