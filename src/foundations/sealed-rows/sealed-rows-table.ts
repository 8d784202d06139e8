import { type Queries, runStatement } from '../database/index.ts';
import type { SealedColumn } from './sealed-column.ts';

/** How many rows one statement looks at: it ends soon also where few of very many rows are sealed. */
const LOOKED_AT = 1000;

export interface SealedRow {
  id: string;
  boundTo: string;
  sealed: Buffer;
}

/** The id of the key, as it stands at the beginning of every sealed value: format, length, id. */
const keyId = (column: string) => `convert_from(substring(${column} from 3 for get_byte(${column}, 1)), 'LATIN1')`;

/** Names are constants of the code, quoted all the same. */
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** The next rows after `after`: those sealed with another key than `current`, and where the walk goes on (null: the end). */
export async function findOutdated(
  db: Queries,
  sealed: SealedColumn,
  current: string,
  after: string,
): Promise<{ rows: SealedRow[]; last: string | null }> {
  const [table = '', id = '', column = ''] = [sealed.table, sealed.idColumn, sealed.column].map(quoted);
  const boundTo = (sealed.boundTo?.columns ?? [sealed.idColumn]).map((name) => `${quoted(name)}::text`).join(', ');
  const found = await runStatement<{ id: string; texts: string[]; sealed: Buffer | null }>(
    db,
    `select ${id} as id, array[${boundTo}] as texts,
            case when length(${column}) > 2 and ${keyId(column)} <> $2 then ${column} end as sealed
       from ${table} where ${id} > $1 order by ${id} limit ${LOOKED_AT}`,
    [after, current],
  );
  const rows = found.flatMap(({ id, texts, sealed: value }) => {
    const row = sealed.boundTo ? sealed.boundTo.row(...texts) : id;
    return value === null ? [] : [{ id, boundTo: row, sealed: value }];
  });
  return { rows, last: found.length < LOOKED_AT ? null : (found.at(-1)?.id ?? null) };
}

/** Guarded by the bytes it replaces: what was changed meanwhile stays as it was changed. False: it was. */
export async function replaceSealed(
  db: Queries,
  { table, idColumn, column }: SealedColumn,
  row: SealedRow,
  fresh: Buffer,
): Promise<boolean> {
  const [name = '', id = '', value = ''] = [table, idColumn, column].map(quoted);
  const replaced = await runStatement(
    db,
    `update ${name} set ${value} = $3 where ${id} = $1 and ${value} = $2 returning 1`,
    [row.id, row.sealed, fresh],
  );
  return replaced.length === 1;
}

/** How many of the next rows after `after` each key sealed, and where the count goes on (null: the end). */
export async function countPage(
  db: Queries,
  sealed: SealedColumn,
  after: string,
): Promise<{ counts: { key: string; rows: number }[]; last: string | null }> {
  const [table = '', id = '', column = ''] = [sealed.table, sealed.idColumn, sealed.column].map(quoted);
  const [page] = await runStatement<{ counts: { key: string; rows: number }[]; looked: number; last: string | null }>(
    db,
    `with page as (
       select ${id} as id, case when length(${column}) > 2 then ${keyId(column)} end as key
         from ${table} where ${id} > $1 order by ${id} limit ${LOOKED_AT}
     ), keys as (select key, count(*) as n from page where key is not null group by key)
     select coalesce((select jsonb_agg(jsonb_build_object('key', key, 'rows', n)) from keys), '[]') as counts,
            (select count(*) from page) as looked, (select max(id) from page) as last`,
    [after],
  );
  if (page === undefined) return { counts: [], last: null };
  return { counts: page.counts, last: page.looked < LOOKED_AT ? null : page.last };
}
