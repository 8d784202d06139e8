import { beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { addKey, createKeyRing, dropKey, newSecrets } from '../crypto/index.ts';
import { runStatement } from '../database/index.ts';
import { countByKey, resealRows, type SealedColumn } from './index.ts';

/* A rotation is over when nothing is left that the old key sealed; until then nobody may drop it (CR-1). */

const database = await openTestDatabase();
const before = newSecrets();
const after = addKey(before);
const oldRing = createKeyRing(before);
const newRing = createKeyRing(after);

const byId: SealedColumn = { table: 'things', idColumn: 'id', column: 'sealed', purpose: 'test.thing' };
const byVersion: SealedColumn = {
  table: 'phrases',
  idColumn: 'owner',
  column: 'sealed',
  purpose: 'test.phrase',
  boundTo: { columns: ['owner', 'version'], row: (owner, version) => `${owner} ${version}` },
};

beforeEach(async () => {
  await database.pool.query(`
    drop table if exists things; drop table if exists phrases;
    create table things (id text primary key, sealed bytea);
    create table phrases (owner text primary key, version int not null, sealed bytea)`);
});

async function fill(rows: number): Promise<void> {
  const ids = Array.from({ length: rows }, (_, n) => `thing_${String(n).padStart(5, '0')}`);
  const sealed = ids.map((id, n) => (n % 2 === 0 ? oldRing.seal(byId.purpose, id, `text of ${id}`) : null));
  await database.pool.query('insert into things select * from unnest($1::text[], $2::bytea[])', [ids, sealed]);
}

async function waiting(): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>(
    "select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return rows[0]?.n ?? 0;
}

async function texts(): Promise<string[]> {
  const ring = createKeyRing(dropKey(after, before.current));
  const { rows } = await database.pool.query<{ id: string; sealed: Buffer }>(
    'select * from things where sealed is not null order by id',
  );
  return rows.map(({ id, sealed }) => `${id}: ${ring.open(byId.purpose, id, sealed)}`);
}

describe('sealing anew', () => {
  test('leaves every value readable without the old key, over many pages, empty rows among them', async () => {
    await fill(2500);
    expect(Object.fromEntries(await countByKey(database, [byId]))).toEqual({ [before.current]: 1250 });
    expect(await resealRows({ database, keyRing: newRing }, byId)).toEqual({ done: 1250, unreadable: [] });
    const opened = await texts();
    expect(opened).toHaveLength(1250);
    expect(opened[0]).toBe('thing_00000: text of thing_00000');
    expect(opened.at(-1)).toBe('thing_02498: text of thing_02498');
    expect(Object.fromEntries(await countByKey(database, [byId]))).toEqual({ [after.current]: 1250 });
  });

  test('changes nothing when there is nothing to do', async () => {
    await fill(4);
    await resealRows({ database, keyRing: newRing }, byId);
    const { rows } = await database.pool.query('select * from things order by id');
    expect(await resealRows({ database, keyRing: newRing }, byId)).toEqual({ done: 0, unreadable: [] });
    expect((await database.pool.query('select * from things order by id')).rows).toEqual(rows);
  });

  test('keeps to what a value is bound to, also when that is more than the id', async () => {
    const sealed = oldRing.seal(byVersion.purpose, 'usr_1 7', 'otter lantern');
    await database.pool.query('insert into phrases values ($1, 7, $2)', ['usr_1', sealed]);
    expect((await resealRows({ database, keyRing: newRing }, byVersion)).done).toBe(1);
    const { rows } = await database.pool.query<{ sealed: Buffer }>('select sealed from phrases');
    expect(newRing.open(byVersion.purpose, 'usr_1 7', rows[0]?.sealed ?? Buffer.alloc(0))).toBe('otter lantern');
  });

  test('two walks at once change each row once, and both end', async () => {
    await fill(400);
    const walks = await Promise.all([1, 2, 3].map(() => resealRows({ database, keyRing: newRing }, byId)));
    expect(walks.reduce((sum, { done }) => sum + done, 0)).toBe(200);
    expect(await texts()).toHaveLength(200);
  });

  test('a value that is changed meanwhile stays as it was changed', async () => {
    await fill(1);
    let walk: Promise<unknown> = Promise.resolve();
    await database.transaction(async (tx) => {
      const fresh = oldRing.seal(byId.purpose, 'thing_00000', 'changed meanwhile');
      await runStatement(tx, 'update things set sealed = $1', [fresh]);
      // It has read the old value and waits to write.
      walk = resealRows({ database, keyRing: newRing }, byId);
      while ((await waiting()) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    });
    expect(await walk).toEqual({ done: 0, unreadable: [] });
    await resealRows({ database, keyRing: newRing }, byId);
    expect(await texts()).toEqual(['thing_00000: changed meanwhile']);
  });
});

test('a value that was moved, or whose key is missing, is named and left alone', async () => {
  await fill(3);
  await database.pool.query(
    "update things set sealed = (select sealed from things where id = 'thing_00000') where id = 'thing_00002'",
  );
  const stranger = createKeyRing(newSecrets());
  await database.pool.query("insert into things values ('zzz', $1)", [stranger.seal(byId.purpose, 'zzz', 'foreign')]);
  const rows = async () => (await database.pool.query("select * from things where id in ('thing_00002', 'zzz')")).rows;
  const left = await rows();
  expect(await resealRows({ database, keyRing: newRing }, byId)).toEqual({
    done: 1,
    unreadable: [
      { table: 'things', id: 'thing_00002' },
      { table: 'things', id: 'zzz' },
    ],
  });
  expect(await rows()).toEqual(left);
});

test('labels of nodes are the same for one file, and differ as soon as the keys do', () => {
  expect(createKeyRing(before).label).toBe(oldRing.label);
  const labels = [before, after, addKey(before, 'later'), dropKey(after, before.current)].map((secrets) => {
    return createKeyRing(secrets).label;
  });
  expect(new Set(labels).size).toBe(4);
});
