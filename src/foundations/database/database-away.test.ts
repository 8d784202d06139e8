import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { openDatabaseLink } from '../../../test/database-link.ts';
import { silentLog } from '../log.ts';
import { connect } from './connect.ts';
import { DatabaseAway, isDatabaseAway } from './database-away.ts';
import { createStatementNames } from './name-statements.ts';
import { openDatabase } from './open-database.ts';
import { openPool } from './open-pool.ts';
import { runStatement } from './run-statement.ts';

const server = await openTestDatabase();
const link = await openDatabaseLink(server.connection);
const database = openDatabase({ connection: link.connection, log: silentLog, max: 4 });
const one = database.statement<{ one: number }>('select $1::int as one');

afterEach(() => link.mend());
afterAll(async () => {
  await database.close();
  await link.close();
});

test('while the database is away everything refuses with DatabaseAway, and works again afterwards without a restart', async () => {
  expect(await one([1])).toEqual([{ one: 1 }]);
  for (let round = 0; round < 3; round += 1) {
    await link.cut();
    await expect(one([1])).rejects.toBeInstanceOf(DatabaseAway);
    await expect(runStatement(database.queries, 'select 1')).rejects.toBeInstanceOf(DatabaseAway);
    await expect(database.transaction((tx) => runStatement(tx, 'select 1'))).rejects.toBeInstanceOf(DatabaseAway);
    await link.mend();
    expect(await one([2])).toEqual([{ one: 2 }]);
    expect(await database.transaction((tx) => runStatement(tx, 'select 1 as a'))).toEqual([{ a: 1 }]);
  }
});

test('a database that goes away in a transaction rolls it back and says so', async () => {
  await server.pool.query('create table kept (id int)');
  const cut = database.transaction(async (tx) => {
    await runStatement(tx, 'insert into kept values ($1)', [1]);
    await link.cut();
    await sleep(20);
    await runStatement(tx, 'insert into kept values ($1)', [2]);
  });
  await expect(cut).rejects.toBeInstanceOf(DatabaseAway);
  expect(await runStatement(server.queries, 'select count(*) as count from kept')).toEqual([{ count: 0 }]);
});

test('a connection that breaks while it is held idle does not end the process', async () => {
  const client = await database.pool.connect();
  await link.cut();
  await sleep(20);
  client.release();
  await link.mend();
  expect(await one([1])).toEqual([{ one: 1 }]);
});

test('a server that is stopped ends statements in flight with DatabaseAway', async () => {
  const slow = database
    .statement('select pg_sleep($1::int)')([10])
    .catch((error: unknown) => error);
  await sleep(100);
  await server.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like '%pg_sleep(%' and pid <> pg_backend_pid()",
  );
  expect(await slow).toBeInstanceOf(DatabaseAway);
  expect(await one([1])).toEqual([{ one: 1 }]);
});

test('a server that has fallen silent is given up, and its connection is not used again', async () => {
  const pool = openPool({ connection: link.connection, log: silentLog, applicationName: 'gatehouse', max: 1 });
  const names = createStatementNames();
  const client = await connect(pool, names, 200);
  link.silence();
  await expect(client.query('select $1::int', [1])).rejects.toBeInstanceOf(DatabaseAway);
  client.release();
  await link.mend();
  const next = await connect(pool, names, 5_000);
  expect((await next.query('select $1::int as two', [2])).rows).toEqual([{ two: 2 }]);
  next.release();
  await pool.end();
});

test.each([
  [{ message: 'refused', code: 'ECONNREFUSED' }, true],
  [{ message: 'no socket', code: 'ENOENT', syscall: 'connect' }, true],
  [{ message: 'no file', code: 'ENOENT', syscall: 'open' }, false],
  [{ message: 'shutting down', code: '57P01' }, true],
  [{ message: 'starting up', code: '57P03' }, true],
  [{ message: 'connection failure', code: '08006' }, true],
  [{ message: 'a standby', code: '25006' }, true],
  [{ message: 'Connection terminated unexpectedly' }, true],
  [{ message: 'timeout exceeded when trying to connect' }, true],
  [{ message: 'duplicate key', code: '23505' }, false],
  [{ message: 'canceling statement due to statement timeout', code: '57014' }, false],
  [{ message: 'syntax error', code: '42601' }, false],
])('%o is told apart', ({ message, ...fields }, away) => {
  expect(isDatabaseAway(Object.assign(new Error(message), fields))).toBe(away);
});
