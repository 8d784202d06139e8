/*
 * A leaked key is rotated away, and one table was forgotten: what it holds stays readable with the leaked key, or, once the
 * key is dropped, is readable by nobody. So every column of bytes is either a hash or a sealed column that a rotation knows.
 */
import { expect, test } from 'vitest';
import { SEALED_COLUMNS } from '../src/sealed-columns.ts';
import { openTestDatabase } from './database.ts';

const database = await openTestDatabase();

/** Bytes that are no secret and are not hashes by their name: a keyed hash, and the public halves of passkeys. */
const NO_SECRETS = new Set([
  'guess_counters.key',
  'passkey_holders.handle',
  'passkeys.credential_id',
  'passkeys.public_key',
]);
const isHash = (column: string) => /_hash$/.test(column) || NO_SECRETS.has(column);

test('every column of bytes is a hash or is sealed anew by a rotation', async () => {
  const { rows } = await database.pool.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and data_type = 'bytea' order by 1`,
  );
  const sealed = rows.map(({ name }) => name).filter((name) => !isHash(name));
  expect(sealed.length).toBeGreaterThan(0);
  expect(SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(sealed);
});

test.each(SEALED_COLUMNS)('$table.$column is walked along a unique text column, and bound to text', async (sealed) => {
  const { rows } = await database.pool.query<{ name: string; type: string; unique: boolean }>(
    `select a.attname as name, format_type(a.atttypid, null) as type, exists (
        select from pg_index i where i.indrelid = a.attrelid and i.indisunique and i.indpred is null
           and i.indnkeyatts = 1 and i.indkey[0] = a.attnum) as unique
       from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0`,
    [sealed.table],
  );
  expect(rows.find(({ name }) => name === sealed.idColumn)).toMatchObject({ type: 'text', unique: true });
  const columns = sealed.boundTo?.columns ?? [];
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining([...columns, sealed.column]));
});
