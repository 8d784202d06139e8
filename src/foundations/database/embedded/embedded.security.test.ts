/**
 * The attacker has a shell on the machine as an ordinary user, or makes the product send SQL of their own.
 * They want the rows of the database or, through it, the machine.
 */
import { statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../log.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './index.ts';
import { makeParent } from './testing/data-folders.ts';
import { runStatement } from './testing/run-statement.ts';

const folder = path.join(makeParent(), 'data');
const lines: string[] = [];
let database: EmbeddedPostgres;
beforeAll(async () => {
  const write = (fields: object, message: string): void => void lines.push(JSON.stringify([fields, message]));
  const log = { ...silentLog, info: write, warn: write, error: write };
  database = await startEmbeddedPostgres({ dataFolder: folder, log, durable: false });
});
afterAll(() => database.stop());

test('nobody else can enter the data folder or read the password', async () => {
  const modes = ['', 'postgres', 'postgres/password', 'postgres/cluster'].map(
    (name) => statSync(path.join(folder, name)).mode & 0o777,
  );
  expect(modes).toEqual([0o700, 0o700, 0o600, 0o700]);
});

test('a connection without the password is refused, as is one to the superuser', async () => {
  const { connection } = database;
  await expect(runStatement({ ...connection, password: 'guess' }, 'SELECT')).rejects.toThrow(/password/);
  await expect(runStatement({ ...connection, user: 'postgres' }, 'SELECT')).rejects.toThrow(/pg_hba/);
});

test('the server listens at no network address', async () => {
  expect(await runStatement(database.connection, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }]);
});

test('the role of the product cannot run programs, read files or make itself more', async () => {
  const attempts = [
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "SELECT pg_read_file('PG_VERSION')",
    'ALTER ROLE gatehouse SUPERUSER',
  ];
  for (const attempt of attempts) {
    await expect(runStatement(database.connection, attempt)).rejects.toThrow(/permission denied/);
  }
});

test('what statements contain does not reach the log, even when they fail', async () => {
  await runStatement(database.connection, 'CREATE TABLE secrets (secret text UNIQUE)');
  const insert = "INSERT INTO secrets VALUES ('canary-of-a-secret')";
  await runStatement(database.connection, insert);
  await expect(runStatement(database.connection, insert)).rejects.toThrow();
  await expect(runStatement(database.connection, "SELECT 'canary-of-a-secret'::int")).rejects.toThrow();
  expect(lines.join('\n')).not.toContain('canary');
});
