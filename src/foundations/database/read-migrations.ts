import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Migration {
  number: number;
  name: string;
  text: string;
  /** sha256 of the text with LF line ends, so that a checkout's line ends do not count as a change. */
  hash: string;
}

const FILE_NAME = /^(\d{4})-([a-z0-9-]+)\.sql$/;

/** All migrations of a folder, lowest number first. Refuses a misnamed file and a number that occurs twice. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  const migrations = await Promise.all(files.map((file) => readMigration(folder, file)));
  for (const [index, { number }] of migrations.entries()) {
    if (migrations[index - 1]?.number === number) throw new Error(`Two migrations have the number ${number}.`);
  }
  return migrations;
}

async function readMigration(folder: string, file: string): Promise<Migration> {
  const [, number, name] = FILE_NAME.exec(file) ?? [];
  if (number === undefined || name === undefined) {
    throw new Error(`The migration ${file} must be named like 0001-what-it-adds.sql.`);
  }
  const text = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
  return { number: Number(number), name, text, hash: createHash('sha256').update(text).digest('hex') };
}
