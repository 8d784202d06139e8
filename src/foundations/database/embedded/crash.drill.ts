import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '../../log.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './index.ts';
import { makeDataFolder, makeParent } from './testing/data-folders.ts';
import { findPids } from './testing/find-pids.ts';
import { startElsewhere } from './testing/other-process.ts';
import { readKept, runStatement } from './testing/run-statement.ts';

const CONNECT = `const { default: pg } = await import(${JSON.stringify(import.meta.resolve('pg'))});
  const client = new pg.Client(database.connection);
  await client.connect();
  await client.query('CREATE TABLE kept AS SELECT 1 AS n');`;

async function start(dataFolder: string): Promise<EmbeddedPostgres> {
  const database = await startEmbeddedPostgres({ dataFolder, log: silentLog, durable: false });
  onTestFinished(() => database.stop());
  return database;
}

function postmasterOf(folder: string): number {
  return Number(readFileSync(path.join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
}

test('a killed server process is started again and has kept what was confirmed', async () => {
  const folder = await makeDataFolder();
  const database = await start(folder);
  await runStatement(database.connection, 'CREATE TABLE kept AS SELECT 1 AS n');
  const killed = postmasterOf(folder);
  process.kill(killed, 'SIGKILL');
  expect(await readKept(database.connection)).toEqual([1]);
  expect(postmasterOf(folder)).not.toBe(killed);
});

test('after Gatehouse alone was killed, the next start ends the orphan and has kept what was confirmed', async () => {
  const folder = await makeDataFolder();
  const other = startElsewhere(folder, `${CONNECT} console.log('kept')`);
  expect([await other.line(), await other.line()]).toEqual(['started', 'kept']);
  const orphan = postmasterOf(folder);
  await other.kill();

  const database = await start(folder);
  expect(postmasterOf(folder)).not.toBe(orphan);
  expect(await readKept(database.connection)).toEqual([1]);
});

test('after both were killed, a backend still at work is ended before the next start', async () => {
  const folder = await makeDataFolder();
  const work = `${CONNECT} client.query('DO $$ BEGIN LOOP END LOOP; END $$').catch(() => {}); console.log('busy')`;
  const other = startElsewhere(folder, work);
  expect([await other.line(), await other.line()]).toEqual(['started', 'busy']);
  await sleep(100);
  const postmaster = postmasterOf(folder);
  await other.kill();
  process.kill(postmaster, 'SIGKILL');

  const database = await start(folder);
  expect(await readKept(database.connection)).toEqual([1]);
  await database.stop();
  expect(findPids(folder)).toEqual([]);
});

test('lock files that name a living but foreign process do not stop a start', async () => {
  const folder = await makeDataFolder();
  const first = await start(folder);
  await runStatement(first.connection, 'CREATE TABLE kept AS SELECT 1 AS n');
  const lock = readFileSync(path.join(folder, 'postgres/cluster/postmaster.pid'), 'utf8');
  const foreign = lock.replace(/^\d+/, String(process.pid));
  await first.stop();
  writeFileSync(path.join(folder, 'postgres/cluster/postmaster.pid'), foreign);
  writeFileSync(path.join(folder, 'postgres/cluster/.s.PGSQL.5432.lock'), foreign);

  expect(await readKept((await start(folder)).connection)).toEqual([1]);
});

test.each([20, 150, 300, 450, 600])('an initialisation killed after %i ms leaves nothing half-made', async (moment) => {
  const folder = path.join(makeParent(), 'data');
  const other = startElsewhere(folder);
  while (!existsSync(folder)) await sleep(5);
  await sleep(moment);
  await other.kill();

  const database = await start(folder);
  expect(await runStatement(database.connection, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  expect(readdirSync(folder)).toEqual(['postgres']);
});

test('a process that ends without stopping the database still ends it', async () => {
  const folder = await makeDataFolder();
  const other = startElsewhere(folder, 'process.exit(1)');
  expect(await other.line()).toBe('started');
  expect(await other.line()).toBe(null);
  for (let tries = 0; findPids(folder).length > 0 && tries < 100; tries += 1) await sleep(50);
  expect(findPids(folder)).toEqual([]);
});

test('a signal to the whole process group, as Ctrl-C sends it, does not reach the database', async () => {
  const folder = await makeDataFolder();
  const work = `process.on('SIGINT', async () => { ${CONNECT} console.log('still there') })`;
  const other = startElsewhere(folder, work);
  expect(await other.line()).toBe('started');
  await sleep(50);
  process.kill(-(other.child.pid ?? Number.NaN), 'SIGINT');
  expect(await other.line()).toBe('still there');
});
