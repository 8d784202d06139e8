import { type Queries, runStatement } from '../../foundations/database/index.ts';
import type { Entry, Owner } from './address-list.ts';

interface EntryRow {
  list_id: string;
  position: number;
  range: string;
  label: string;
  added_at: Date;
  added_by: string;
  ends_at: Date | null;
  last_used_at: Date | null;
}

/** One statement for any number of entries. */
const INSERT_ENTRIES = `
  insert into address_list_entries (list_id, position, range, label, added_at, added_by, ends_at, last_used_at)
  select $1, e.* from unnest($2::integer[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::timestamptz[],
    $8::timestamptz[]) as e`;

/** A new version of an owner's list; it is in force once the restriction names it. */
export async function insertList(
  tx: Queries,
  list: { id: string; owner: Owner; madeAt: Date; entries: readonly Entry[] },
): Promise<void> {
  const { id, owner, madeAt, entries } = list;
  const insert = 'insert into address_lists (id, owner_kind, owner_id, made_at) values ($1, $2, $3, $4)';
  await runStatement(tx, insert, [id, owner.kind, owner.id, madeAt]);
  await runStatement(tx, INSERT_ENTRIES, [
    id,
    entries.map((_, position) => position),
    entries.map(({ range }) => range),
    entries.map(({ label }) => label),
    entries.map(({ addedAt }) => addedAt),
    entries.map(({ addedBy }) => addedBy),
    entries.map(({ endsAt }) => endsAt),
    entries.map(({ lastUsedAt }) => lastUsedAt),
  ]);
}

export async function listEntries(db: Queries, listId: string | null): Promise<Entry[]> {
  if (listId === null) return [];
  const text = 'select * from address_list_entries where list_id = $1 order by position';
  const rows = await runStatement<EntryRow>(db, text, [listId]);
  return rows.map((row) => ({
    range: row.range,
    label: row.label,
    addedAt: row.added_at,
    addedBy: row.added_by,
    endsAt: row.ends_at,
    lastUsedAt: row.last_used_at,
  }));
}

/**
 * For the trail of an account: the version, which an undo would bring back, and how long it is. Never the ranges: a mail that
 * somebody else reads must not tell from where an account works (IP-7).
 */
export async function standingOf(
  db: Queries,
  list: string | null,
): Promise<{ list: string | null; entries: string | null }> {
  if (list === null) return { list, entries: null };
  const text = 'select count(*)::text as entries from address_list_entries where list_id = $1';
  const [row] = await runStatement<{ entries: string }>(db, text, [list]);
  return { list, entries: row?.entries ?? '0' };
}

/**
 * PostgreSQL tells which entries hold the address, so that nobody has to read ten thousand of them. One that another sign-in
 * is just noting is left to it: members of one account never wait for each other here.
 */
const NOTE_USE = `
  with used as (
    select list_id, position from address_list_entries
     where list_id = $1 and (last_used_at is null or last_used_at <= $4) and case
       when range like '%-%' then $2::inet between split_part(range, '-', 1)::inet and split_part(range, '-', 2)::inet
       else $2::inet <<= range::inet end
       for update skip locked
  )
  update address_list_entries e set last_used_at = $3 from used
   where e.list_id = used.list_id and e.position = used.position`;

/** `usedBefore`: what was used later is not noted again. */
export async function noteUse(
  tx: Queries,
  listId: string,
  address: string,
  { now, usedBefore }: { now: Date; usedBefore: Date },
): Promise<void> {
  await runStatement(tx, NOTE_USE, [listId, address, now, usedBefore]);
}

/** After every change of a restriction: what it names is in use, its owner's other versions wait for an undo. */
const RETIRE = `
  update address_lists l
     set retired_at = case when l.id in (r.confirmed_list, r.provisional_list, r.watched_list, r.draft_list) then null
                           else coalesce(l.retired_at, $3) end
    from address_restrictions r
   where r.owner_kind = $1 and r.owner_id = $2 and l.owner_kind = r.owner_kind and l.owner_id = r.owner_id`;

export async function retireLists(tx: Queries, { kind, id }: Owner, now: Date): Promise<void> {
  await runStatement(tx, RETIRE, [kind, id, now]);
}

/** A draft that never counted for anybody. */
export async function deleteList(tx: Queries, listId: string | null): Promise<void> {
  if (listId !== null) await runStatement(tx, 'delete from address_lists where id = $1', [listId]);
}

const DROP_DRAFTS = `
  with old as (
    select r.owner_kind, r.owner_id, r.draft_list from address_restrictions r join address_lists l on l.id = r.draft_list
     where l.made_at < $1 for update of r
  ), dropped as (
    update address_restrictions r set draft_list = null from old
     where r.owner_kind = old.owner_kind and r.owner_id = old.owner_id
  )
  update address_lists set retired_at = $1 where id in (select draft_list from old)`;

/** Checked, and not turned on since: nobody comes back to it. */
export async function dropDrafts(db: Queries, madeBefore: Date): Promise<void> {
  await runStatement(db, DROP_DRAFTS, [madeBefore]);
}

/** Versions that no undo can bring back any more. */
export async function deleteRetiredLists(db: Queries, retiredBefore: Date): Promise<void> {
  await runStatement(db, 'delete from address_lists where retired_at < $1', [retiredBefore]);
}
