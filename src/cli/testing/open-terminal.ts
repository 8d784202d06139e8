import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { TestDatabase } from '../../../test/database.ts';
import { urlOf } from '../../../test/database-url.ts';
import { runCli } from '../index.ts';

export interface Typed {
  code: number;
  /** Everything that was said, on both outputs. */
  text: string;
}

/** A terminal in the folder of an installation of its own, whose secrets file is not there yet. */
export async function openTerminal(database: TestDatabase, more: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-cli-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const secretsFile = join(folder, 'secrets', 'key-ring.json');
  const environment: Record<string, string> = {
    DATABASE_URL: urlOf(database),
    SECRETS_FILE: secretsFile,
    DATA_DIR: join(folder, 'data'),
    ...more,
  };

  async function type(line: string, changed: Record<string, string> = {}): Promise<Typed> {
    const lines: string[] = [];
    const add = (text: string) => void lines.push(text);
    const code = await runCli(line.split(' ').filter(Boolean), {
      environment: { ...environment, ...changed },
      out: add,
      error: add,
    });
    return { code, text: lines.join('\n') };
  }

  return { folder, secretsFile, environment, type };
}
