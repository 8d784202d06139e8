import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { silentLog } from '../log.ts';
import { openDatabase, type Queries } from './open-database.ts';
import { afterCommit } from './queries-over.ts';
import { runStatement } from './run-statement.ts';

const database = await openTestDatabase();
const table = database.queries.withTables<{ things: { id: number; name: string } }>();
await database.pool.query('create table things (id int primary key, name text not null)');

afterEach(async () => {
  await database.pool.query('delete from things');
});

async function readValue(expression: string): Promise<unknown> {
  const [row] = await runStatement<{ value: unknown }>(database.queries, `select ${expression} as value`);
  return row?.value;
}

test('counts and sums are numbers that can be added to', async () => {
  await table
    .insertInto('things')
    .values([
      { id: 1, name: 'one' },
      { id: 2, name: 'two' },
    ])
    .execute();
  const { count } = await table
    .selectFrom('things')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  expect(count + 1).toBe(3);
  expect(await readValue('(select sum(id) from things)')).toBe(3);
  expect(await readValue('(select sum(id::bigint) from things)')).toBe(3);
  expect(await readValue('array[1, null, 3]::bigint[]')).toEqual([1, null, 3]);
  expect(await readValue('array[1, 3]::numeric[]')).toEqual([1, 3]);
});

test('a number that JavaScript cannot hold exactly is refused, not rounded', async () => {
  expect(await readValue('9007199254740991::bigint')).toBe(Number.MAX_SAFE_INTEGER);
  expect(await readValue('(-9007199254740991)::bigint')).toBe(Number.MIN_SAFE_INTEGER);
  await expect(readValue('9007199254740992::bigint')).rejects.toThrow('not a safe integer');
  await expect(readValue('array[9007199254740992]::bigint[]')).rejects.toThrow('not a safe integer');
  await expect(readValue('0.1::numeric')).rejects.toThrow('not a safe integer');
  expect(await readValue('0.5::float8')).toBe(0.5);
  expect(await readValue('1')).toBe(1);
});

test('an instant is a Date, a date without a zone stays text', async () => {
  expect(await readValue("'2026-03-29T02:30:00+02'::timestamptz")).toEqual(new Date('2026-03-29T00:30:00Z'));
  expect(await readValue("'2026-03-29'::date")).toBe('2026-03-29');
  expect(await readValue("array['2026-03-29'::date]")).toEqual(['2026-03-29']);
  expect(await readValue("'2026-03-29 02:30:00'::timestamp")).toBe('2026-03-29 02:30:00');
});

test('a session is in UTC, limited in time and tells who it is', async () => {
  expect(await readValue("current_setting('timezone')")).toBe('UTC');
  expect(await readValue("current_setting('statement_timeout')")).toBe('15s');
  expect(await readValue("current_setting('idle_in_transaction_session_timeout')")).toBe('30s');
  expect(await readValue("current_setting('application_name')")).toBe('gatehouse');
});

test('a transaction commits as a whole or not at all', async () => {
  const insert = database.statement('insert into things (id, name) values ($1, $2)');
  const failing = database.transaction(async (tx) => {
    await insert([1, 'by statement'], tx);
    await tx
      .withTables<{ things: { id: number; name: string } }>()
      .insertInto('things')
      .values({ id: 2, name: 'by builder' })
      .execute();
    expect(await runStatement(tx, 'select id from things order by id')).toEqual([{ id: 1 }, { id: 2 }]);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await table.selectFrom('things').selectAll().execute()).toEqual([]);
  await database.transaction((tx) => insert([3, 'kept'], tx));
  expect(await table.selectFrom('things').selectAll().execute()).toEqual([{ id: 3, name: 'kept' }]);
});

test('statements asked for in one turn run one after the other, each seeing what those before it did', async () => {
  const read = 'select count(*) as count from things';
  const counts = await database.transaction((tx) =>
    Promise.all([
      runStatement(tx, read),
      runStatement(tx, 'insert into things (id, name) values ($1, $2)', [1, 'one']),
      runStatement(tx, read),
      runStatement(tx, 'insert into things (id, name) values ($1, $2)', [2, 'two']),
      runStatement(tx, read),
    ]),
  );
  expect(counts).toEqual([[{ count: 0 }], [], [{ count: 1 }], [], [{ count: 2 }]]);
});

test('of statements asked for in one turn the one that failed is told of, and none has happened', async () => {
  const together = database.transaction((tx) =>
    Promise.all([
      runStatement(tx, 'insert into things (id, name) values ($1, $2)', [1, 'one']),
      runStatement(tx, 'select 1 / $1::int', [0]),
      runStatement(tx, 'insert into things (id, name) values ($1, $2)', [2, 'two']),
    ]),
  );
  await expect(together).rejects.toMatchObject({ code: '22012' });
  expect(await table.selectFrom('things').selectAll().execute()).toEqual([]);
});

test('a statement that comes after the end of its transaction is refused', async () => {
  let late: Promise<unknown> | undefined;
  const straggler = async (tx: Queries) => {
    await runStatement(tx, 'select 1');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await runStatement(tx, 'insert into things (id, name) values ($1, $2)', [1, 'late']);
  };
  await database.transaction(async (tx) => {
    late = straggler(tx);
    late.catch(() => {});
    await runStatement(tx, 'select 1');
  });
  await expect(late).rejects.toThrow('The transaction is over.');
  expect(await table.selectFrom('things').selectAll().execute()).toEqual([]);
});

test('what is to follow a transaction follows its commit, and nothing else', async () => {
  const followed: string[] = [];
  await database.transaction(async (tx) => {
    afterCommit(tx, () => followed.push('commit'));
    // A copy with other tables is the same transaction.
    afterCommit(tx.withTables<{ things: { id: number } }>() as unknown as Queries, () =>
      followed.push('commit of the copy'),
    );
    await runStatement(tx, 'select 1');
    expect(followed).toEqual([]);
  });
  const failing = database.transaction(async (tx) => {
    afterCommit(tx, () => followed.push('rollback'));
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  const overlooked = database.transaction(async (tx) => {
    afterCommit(tx, () => followed.push('failed commit'));
    await runStatement(tx, 'select 1 / $1::int', [0]).catch(() => {});
  });
  await expect(overlooked).rejects.toThrow();
  afterCommit(database.queries, () => followed.push('no transaction'));
  expect(followed).toEqual(['commit', 'commit of the copy', 'no transaction']);
});

test('a transaction reads what others commit meanwhile', async () => {
  const isolation = database.transaction((tx) =>
    runStatement(tx, "select current_setting('transaction_isolation') as level"),
  );
  expect(await isolation).toEqual([{ level: 'read committed' }]);
});

test('a transaction in which a failed statement was overlooked does not pass for committed', async () => {
  const overlooked = database.transaction(async (tx) => {
    await runStatement(tx, 'insert into things (id, name) values ($1, $2)', [1, 'one']);
    await runStatement(tx, 'select 1 / $1::int', [0]).catch(() => {});
  });
  await expect(overlooked).rejects.toThrow();
  expect(await table.selectFrom('things').selectAll().execute()).toEqual([]);
});

test('a failed statement costs neither a connection nor the next statement', async () => {
  const divide = database.statement<{ value: number }>('select 1 / $1::int as value');
  for (let round = 0; round < 30; round += 1) await expect(divide([0])).rejects.toMatchObject({ code: '22012' });
  expect(await divide([1])).toEqual([{ value: 1 }]);
  expect(database.pool.totalCount).toBe(database.pool.idleCount);
});

test('a statement and a builder query are planned once per connection, an IN list is not kept', async () => {
  const find = database.statement('select name from things where id = $1');
  await database.transaction(async (tx) => {
    for (const id of [1, 2, 3]) {
      await find([id], tx);
      await tx
        .withTables<{ things: { id: number } }>()
        .selectFrom('things')
        .select('id')
        .where('id', '=', id)
        .execute();
      await tx
        .withTables<{ things: { id: number } }>()
        .selectFrom('things')
        .select('id')
        .where('id', 'in', [id, ...Array.from({ length: id }, (_, index) => index)])
        .execute();
    }
    const { rows } = await sql<{ statement: string; runs: number }>`
      select statement, generic_plans + custom_plans as runs from pg_prepared_statements where statement like '%things%'
      and statement not like '%pg_prepared%' and statement not like 'insert%' order by statement`.execute(tx);
    expect(rows).toEqual([
      { statement: 'select "id" from "things" where "id" = $1', runs: 3 },
      { statement: 'select name from things where id = $1', runs: 3 },
    ]);
  });
});

test('a table that changes under a prepared statement costs one answer, not the connection for ever', async () => {
  await database.pool.query('create table shape (a int)');
  const read = database.statement<object>('select * from shape where $1::int = 1');
  await read([1]);
  await database.pool.query('alter table shape add column b int');
  await read([1]).catch((error) => expect(error).toMatchObject({ code: '0A000' }));
  expect(await read([1])).toEqual([]);
});

test('after closing, the server has let go of every connection', async () => {
  const count = `select count(*) as sessions from pg_stat_activity where application_name = 'closing'`;
  for (let round = 0; round < 10; round += 1) {
    const connection = { ...database.connection, application_name: 'closing' };
    const other = openDatabase({ connection, log: silentLog });
    await Promise.all(Array.from({ length: 8 }, () => runStatement(other.queries, 'select pg_sleep(0.02)')));
    expect(await runStatement(database.queries, count)).not.toEqual([{ sessions: 0 }]);
    await other.close();
    expect(await runStatement(database.queries, count)).toEqual([{ sessions: 0 }]);
  }
});
