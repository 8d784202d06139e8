import type { Queries } from '../../foundations/database/index.ts';
import { stampedRows } from '../../foundations/stamped-rows/index.ts';

export interface PasskeyRow {
  id: string;
  user_id: string;
  credential_id: Buffer;
  rp_id: string;
  public_key: Buffer;
  counter: number;
  stands_alone: boolean;
  beside_password: boolean;
  backup_eligible: boolean;
  backed_up: boolean;
  backup_lost: boolean;
  discoverable: boolean | null;
  transports: string[];
  platform: boolean | null;
  aaguid: string;
  name: string | null;
  made_on: string | null;
  created_at: Date;
  senior_from: Date;
  doubted: boolean;
  last_used_at: Date | null;
  last_used_country: string | null;
  added_by: string;
  removed_at: Date | null;
  removed_by: string | null;
}

export type NewPasskey = Omit<
  PasskeyRow,
  'backup_lost' | 'doubted' | 'last_used_at' | 'last_used_country' | 'removed_at' | 'removed_by'
>;

function table(db: Queries) {
  return db.withTables<{
    passkeys: PasskeyRow;
    users: { id: string; email: string; state: string; auth_generation: number };
  }>();
}

function live(db: Queries, userId: string) {
  return table(db).selectFrom('passkeys').where('user_id', '=', userId).where('removed_at', 'is', null);
}

export function listLivePasskeys(db: Queries, userId: string): Promise<PasskeyRow[]> {
  return live(db, userId).selectAll().orderBy('created_at').orderBy('id').execute();
}

/** What they are called, also those that are gone and not yet forgotten. */
export function listNames(
  db: Queries,
  userId: string,
): Promise<Pick<PasskeyRow, 'id' | 'name' | 'aaguid' | 'made_on' | 'removed_at'>[]> {
  return table(db)
    .selectFrom('passkeys')
    .select(['id', 'name', 'aaguid', 'made_on', 'removed_at'])
    .where('user_id', '=', userId)
    .execute();
}

export async function hasLivePasskey(db: Queries, userId: string): Promise<boolean> {
  return (await live(db, userId).select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** One that is two factors by itself. */
export async function hasPasskeyThatStandsAlone(db: Queries, userId: string): Promise<boolean> {
  const row = await live(db, userId).select('id').where('stands_alone', '=', true).limit(1).executeTakeFirst();
  return row !== undefined;
}

export interface FoundPasskey extends PasskeyRow {
  email: string;
  state: string;
  auth_generation: number;
}

/** `moment`: as it was then, though it may be removed since; one added since does not count. */
export async function findByCredential(
  db: Queries,
  credentialId: Buffer,
  moment: Date | null,
): Promise<FoundPasskey | null> {
  const row = await table(db)
    .selectFrom('passkeys as p')
    .innerJoin('users as u', 'u.id', 'p.user_id')
    .selectAll('p')
    .select(['u.email', 'u.state', 'u.auth_generation'])
    .where('p.credential_id', '=', credentialId)
    .$if(moment === null, (query) => query.where('p.removed_at', 'is', null))
    .$if(moment !== null, (query) =>
      query
        .where('p.created_at', '<', moment ?? new Date(0))
        .where((eb) => eb.or([eb('p.removed_at', 'is', null), eb('p.removed_at', '>=', moment ?? new Date(0))])),
    )
    .executeTakeFirst();
  return row ?? null;
}

/** False: somebody has this credential already (PK-10), also one removed a short while ago. */
export async function insertPasskey(tx: Queries, row: NewPasskey): Promise<boolean> {
  const result = await table(tx)
    .insertInto('passkeys')
    .values({ ...row, backup_lost: false, doubted: false })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function lockPasskey(tx: Queries, id: string): Promise<PasskeyRow | null> {
  const row = await table(tx).selectFrom('passkeys').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row ?? null;
}

export async function updateUse(
  tx: Queries,
  id: string,
  use: Pick<
    PasskeyRow,
    'counter' | 'backed_up' | 'backup_lost' | 'stands_alone' | 'last_used_at' | 'last_used_country'
  >,
): Promise<void> {
  await table(tx).updateTable('passkeys').set(use).where('id', '=', id).execute();
}

export async function renamePasskey(db: Queries, userId: string, id: string, name: string | null): Promise<boolean> {
  const result = await table(db)
    .updateTable('passkeys')
    .set({ name })
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** `only` one, or all `except` one. Returns what was removed. */
export function removeLivePasskeys(
  tx: Queries,
  userId: string,
  removal: { at: Date; by: string; only?: string | undefined; except?: string | undefined },
): Promise<PasskeyRow[]> {
  const { at, by, only, except } = removal;
  return table(tx)
    .updateTable('passkeys')
    .set({ removed_at: at, removed_by: by })
    .where('user_id', '=', userId)
    .where('removed_at', 'is', null)
    .$if(only !== undefined, (query) => query.where('id', '=', only ?? ''))
    .$if(except !== undefined, (query) => query.where('id', '<>', except ?? ''))
    .returningAll()
    .execute();
}

/** What a change did to them can be taken back. */
export const stampedPasskeys = stampedRows('passkeys');
