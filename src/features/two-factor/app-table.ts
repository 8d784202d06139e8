import type { Queries } from '../../foundations/database/index.ts';

export interface AppRow {
  id: string;
  user_id: string;
  name: string;
  sealed_secret: Buffer;
  last_step: number;
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

/** 2F-3: of any number of parallel uses of one step's code, one gets it; no step at or below it counts again. */
export async function spendStep(db: Queries, id: string, step: number, now: Date): Promise<boolean> {
  const result = await table(db)
    .updateTable('authenticator_apps')
    .set({ last_step: step, last_used_at: now })
    .where('id', '=', id)
    .where('last_step', '<', step)
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

/**
 * Takes back what a change did: its apps count as never added, the ones it removed live again. An app of it that a later
 * change removed is not brought back by undoing that one.
 */
export async function undoAppChange(tx: Queries, userId: string, change: string, by: string) {
  await table(tx)
    .updateTable('authenticator_apps')
    .set((eb) => ({ removed_at: eb.ref('created_at'), removed_by: by }))
    .where('user_id', '=', userId)
    .where('added_by', '=', change)
    .execute();
  await table(tx)
    .updateTable('authenticator_apps')
    .set({ removed_at: null, removed_by: null })
    .where('user_id', '=', userId)
    .where('removed_by', '=', change)
    .execute();
}

export async function doubtApps(tx: Queries, userId: string, change: string, now: Date): Promise<void> {
  await table(tx)
    .updateTable('authenticator_apps')
    .set({ senior_from: now, doubted: true })
    .where('user_id', '=', userId)
    .where('added_by', '=', change)
    .where('doubted', '=', false)
    .execute();
}

export async function deleteAppsRemovedBefore(db: Queries, before: Date): Promise<void> {
  await table(db).deleteFrom('authenticator_apps').where('removed_at', '<', before).execute();
}
