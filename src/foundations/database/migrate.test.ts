import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { silentLog } from '../log.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open-database.ts';
import { runStatement } from './run-statement.ts';

const root = await mkdtemp(join(tmpdir(), 'gatehouse-migrations-'));
const database: TestDatabase = await openTestDatabase({ empty: true });
let folder = '';

afterAll(() => rm(root, { recursive: true }));

beforeEach(async () => {
  await database.pool.query('drop schema public cascade; create schema public');
  folder = join(root, crypto.randomUUID());
  await mkdir(folder);
});

async function write(files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

async function tables(): Promise<string[]> {
  const rows = await runStatement<{ name: string }>(
    database.queries,
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  return rows.map(({ name }) => name);
}

async function ledger(): Promise<unknown[]> {
  return runStatement(database.queries, 'select number, name from schema_migrations order by number');
}

test('each migration is applied once, lowest number first', async () => {
  await write({
    '0002-second.sql': 'alter table first add column b int; insert into first (a, b) values (1, 2);',
    '0001-first.sql': 'create table first (a int);',
  });
  await migrate(database, folder, silentLog);
  await migrate(database, folder, silentLog);
  expect(await runStatement(database.queries, 'select * from first')).toEqual([{ a: 1, b: 2 }]);
  expect(await ledger()).toEqual([
    { number: 1, name: 'first' },
    { number: 2, name: 'second' },
  ]);
});

test('eight nodes that start at once apply each migration once', async () => {
  await write({
    '0001-first.sql': 'create table first (a int); select pg_sleep(0.05);',
    '0002-second.sql': 'insert into first values (1);',
    '0003-third.sql': 'create table third (a int);',
  });
  const nodes = Array.from({ length: 8 }, () =>
    openDatabase({ connection: database.connection, log: silentLog, max: 2 }),
  );
  await Promise.all(nodes.map((node) => migrate(node, folder, silentLog)));
  await Promise.all(nodes.map((node) => node.close()));
  expect(await runStatement(database.queries, 'select * from first')).toEqual([{ a: 1 }]);
  expect(await ledger()).toHaveLength(3);
});

test('a migration that fails half-way leaves nothing of itself, keeps those before it and can be repaired', async () => {
  await write({
    '0001-good.sql': 'create table good (a int);',
    '0002-bad.sql': 'create table half (a int); insert into good values (1); select 1 / 0; create table rest (a int);',
  });
  await expect(migrate(database, folder, silentLog)).rejects.toThrow(
    /Migration 2 \(bad\) failed and was rolled back: division by zero/,
  );
  expect(await tables()).toEqual(['good', 'schema_migrations']);
  expect(await runStatement(database.queries, 'select * from good')).toEqual([]);
  expect(await ledger()).toEqual([{ number: 1, name: 'good' }]);
  await write({ '0002-bad.sql': 'create table whole (a int);' });
  await migrate(database, folder, silentLog);
  expect(await tables()).toEqual(['good', 'schema_migrations', 'whole']);
});

test('a database that a newer version has migrated stops the start', async () => {
  await write({ '0001-first.sql': 'create table first (a int);', '0007-next-year.sql': 'create table later (a int);' });
  await migrate(database, folder, silentLog);
  await rm(join(folder, '0007-next-year.sql'));
  await write({ '0002-second.sql': 'create table second (a int);' });
  await expect(migrate(database, folder, silentLog)).rejects.toThrow(
    /newer than this version of Gatehouse: it has migration 7 \(next-year\)/,
  );
  expect(await tables()).not.toContain('second');
});

test('a migration that changed after it was applied stops the start', async () => {
  await write({ '0001-first.sql': 'create table first (a int);' });
  await migrate(database, folder, silentLog);
  await write({
    '0001-first.sql': 'create table first (a bigint);',
    '0002-second.sql': 'create table second (a int);',
  });
  await expect(migrate(database, folder, silentLog)).rejects.toThrow(/Migration 1 \(first\) differs/);
  expect(await tables()).toEqual(['first', 'schema_migrations']);
});

test('line ends of a checkout are no change', async () => {
  await write({ '0001-first.sql': 'create table first (\n  a int\n);\n' });
  await migrate(database, folder, silentLog);
  await write({ '0001-first.sql': 'create table first (\r\n  a int\r\n);\r\n' });
  await expect(migrate(database, folder, silentLog)).resolves.toBeUndefined();
});

test('a migration whose number was passed over is made up for', async () => {
  await write({ '0001-first.sql': 'create table first (a int);', '0003-third.sql': 'create table third (a int);' });
  await migrate(database, folder, silentLog);
  await write({ '0002-second.sql': 'create table second (a int);' });
  await migrate(database, folder, silentLog);
  expect(await tables()).toEqual(['first', 'schema_migrations', 'second', 'third']);
});

test.each([
  [{ '1-first.sql': '' }, /must be named like/],
  [{ '0001-First.sql': '' }, /must be named like/],
  [{ '0001-one.sql': '', '0001-other.sql': '' }, /Two migrations have the number 1/],
])('files that cannot be ordered are refused: %o', async (files, message) => {
  await write(files);
  await expect(migrate(database, folder, silentLog)).rejects.toThrow(message);
  expect(await tables()).toEqual([]);
});

test('a migration may take longer than a request', async () => {
  await write({ '0001-slow.sql': "create table settings as select current_setting('statement_timeout') as timeout;" });
  await migrate(database, folder, silentLog);
  expect(await runStatement(database.queries, 'select timeout from settings')).toEqual([{ timeout: '0' }]);
  expect(await runStatement(database.queries, "select current_setting('statement_timeout') as timeout")).toEqual([
    { timeout: '15s' },
  ]);
});
