import { sql } from 'kysely';
import type { Queries } from '../../foundations/database/index.ts';
import { stampedRows } from '../../foundations/stamped-rows/index.ts';

export interface AppRow {
  id: string;
  user_id: string;
  name: string;
  sealed_secret: Buffer;
  last_step: number;
  /** Steps that a clock which was ahead has shown, spent one by one. */
  spent_apart: number[];
  created_at: Date;
  senior_from: Date;
  doubted: boolean;
  last_used_at: Date | null;
  added_by: string;
  removed_at: Date | null;
  removed_by: string | null;
}

function table(db: Queries) {
  return db.withTables<{ authenticator_apps: AppRow }>();
}

export function isNotSpentApart(step: number) {
  return sql<boolean>`${step} <> all(spent_apart)`;
}

function live(db: Queries, userId: string) {
  return table(db).selectFrom('authenticator_apps').where('user_id', '=', userId).where('removed_at', 'is', null);
}

export function listLiveApps(db: Queries, userId: string): Promise<AppRow[]> {
  return live(db, userId).selectAll().orderBy('created_at').orderBy('id').execute();
}

/** The apps of that moment: what was removed since counts, what was added since does not. */
export function listAppsOf(db: Queries, userId: string, moment: Date): Promise<AppRow[]> {
  return table(db)
    .selectFrom('authenticator_apps')
    .selectAll()
    .where('user_id', '=', userId)
    .where('created_at', '<', moment)
    .where((eb) => eb.or([eb('removed_at', 'is', null), eb('removed_at', '>=', moment)]))
    .execute();
}

export async function hasLiveApp(db: Queries, userId: string): Promise<boolean> {
  return (await live(db, userId).select('id').limit(1).executeTakeFirst()) !== undefined;
}

export async function insertApp(
  tx: Queries,
  row: Omit<AppRow, 'doubted' | 'last_used_at' | 'removed_at' | 'removed_by'>,
): Promise<void> {
  await table(tx)
    .insertInto('authenticator_apps')
    .values({ ...row, doubted: false })
    .execute();
}

/**
 * 2F-3: of any number of parallel uses of one step's code, one gets it; no step at or below it counts again. An app that was
 * removed since it was looked at gets none (2F-11), but for the undo of a change after `before`.
 */
export async function spendStep(
  db: Queries,
  id: string,
  step: number,
  { now, before }: { now: Date; before: Date | null },
): Promise<boolean> {
  const result = await table(db)
    .updateTable('authenticator_apps')
    .set({ last_step: step, last_used_at: now })
    .where('id', '=', id)
    .where('last_step', '<', step)
    .where(isNotSpentApart(step))
    .$if(before === null, (query) => query.where('removed_at', 'is', null))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function renameApp(tx: Queries, userId: string, id: string, name: string): Promise<boolean> {
  const result = await table(tx)
    .updateTable('authenticator_apps')
    .set({ name })
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** `only` one app, or all `except` one. Returns what was removed. */
export function removeLiveApps(
  tx: Queries,
  userId: string,
  removal: { at: Date; by: string; only?: string | undefined; except?: string | undefined },
): Promise<{ id: string; name: string }[]> {
  const { at, by, only, except } = removal;
  return table(tx)
    .updateTable('authenticator_apps')
    .set({ removed_at: at, removed_by: by })
    .where('user_id', '=', userId)
    .where('removed_at', 'is', null)
    .$if(only !== undefined, (query) => query.where('id', '=', only ?? ''))
    .$if(except !== undefined, (query) => query.where('id', '<>', except ?? ''))
    .returning(['id', 'name'])
    .execute();
}

/** What a change did to them can be taken back. */
export const stampedApps = stampedRows('authenticator_apps');
