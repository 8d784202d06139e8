import { chmodSync, statSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../log.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './index.ts';
import { makeDataFolder, makeParent } from './testing/data-folders.ts';
import { startElsewhere } from './testing/other-process.ts';
import { readKept, runStatement } from './testing/run-statement.ts';

async function start(dataFolder: string, durable = false): Promise<EmbeddedPostgres> {
  const database = await startEmbeddedPostgres({ dataFolder, log: silentLog, durable, patienceMs: 0 });
  onTestFinished(() => database.stop());
  return database;
}

function keepRow(connection: pg.PoolConfig): Promise<unknown> {
  return runStatement(connection, 'CREATE TABLE kept AS SELECT 1 AS n');
}

test('a row survives an orderly stop and the next start', async () => {
  const folder = path.join(makeParent(), 'data');
  const first = await start(folder, true);
  await keepRow(first.connection);
  await first.stop();

  const second = await start(folder, true);
  expect(await readKept(second.connection)).toEqual([1]);
});

test('stopping twice is the same as stopping once', async () => {
  const database = await start(await makeDataFolder());
  await Promise.all([database.stop(), database.stop()]);
  await expect(runStatement(database.connection, 'SELECT')).rejects.toThrow();
});

test('a path too long for a socket address works like any other', async () => {
  const folder = await makeDataFolder(path.join(makeParent(), 'a'.repeat(90), 'b'.repeat(90)));
  const database = await start(folder);
  await keepRow(database.connection);
  expect(await readKept(database.connection)).toEqual([1]);
});

test('the database can be used below a folder that only its owner may enter', async () => {
  const parent = makeParent();
  expect(statSync(parent).mode & 0o777).toBe(0o700);
  const database = await start(path.join(parent, 'data'));
  expect(await runStatement(database.connection, 'SELECT current_database() AS name')).toEqual([{ name: 'gatehouse' }]);
});

test('a restored backup works though its owner and its rights were lost, and is closed to others again', async () => {
  const folder = await makeDataFolder();
  chmodSync(path.join(folder, 'postgres/cluster'), 0o755);
  chmodSync(path.join(folder, 'postgres/password'), 0o644);
  await start(folder);
  expect(statSync(path.join(folder, 'postgres/cluster')).mode & 0o777).toBe(0o700);
  expect(statSync(path.join(folder, 'postgres/password')).mode & 0o777).toBe(0o600);
});

test('a dropped database is made again at the next start', async () => {
  const folder = await makeDataFolder();
  const first = await start(folder);
  await runStatement({ ...first.connection, database: 'postgres' }, 'DROP DATABASE gatehouse');
  await first.stop();

  const second = await start(folder);
  expect(await runStatement(second.connection, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
});

test('a second instance on the same folder is refused, by whatever path, and does not disturb the first', async () => {
  const folder = await makeDataFolder();
  const first = await start(folder);
  await keepRow(first.connection);

  await expect(start(`${folder}/../data`)).rejects.toThrow(/Another Gatehouse is running/);
  expect(await startElsewhere(folder).line()).toMatch(/^refused: Another Gatehouse is running/);
  expect(await readKept(first.connection)).toEqual([1]);
});

test('a second instance waits for the first one that is about to stop', async () => {
  const folder = await makeDataFolder();
  const first = await start(folder);
  const second = startEmbeddedPostgres({ dataFolder: folder, log: silentLog, durable: false, patienceMs: 5000 });
  await first.stop();
  await (await second).stop();
});
