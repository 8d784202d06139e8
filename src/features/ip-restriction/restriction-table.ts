import { type Database, type Queries, runStatement } from '../../foundations/database/index.ts';
import type { Owner } from './address-list.ts';
import { retireLists } from './list-table.ts';
import type { Restriction } from './restriction.ts';

/** Everything about one owner's restriction. */
export interface RestrictionRow {
  confirmed_list: string | null;
  provisional_list: string | null;
  provisional_since: Date | null;
  proven_before: Date | null;
  reverts_at: Date | null;
  reverted_at: Date | null;
  watched_list: string | null;
  watched_since: Date | null;
  watched_until: Date | null;
  opened_address: string | null;
  opened_until: Date | null;
  draft_list: string | null;
}

interface Table extends RestrictionRow {
  owner_kind: Owner['kind'];
  owner_id: string;
}

const NOTHING: RestrictionRow = {
  confirmed_list: null,
  provisional_list: null,
  provisional_since: null,
  proven_before: null,
  reverts_at: null,
  reverted_at: null,
  watched_list: null,
  watched_since: null,
  watched_until: null,
  opened_address: null,
  opened_until: null,
  draft_list: null,
};

const FIND = 'select * from address_restrictions where owner_kind = $1 and owner_id = $2';

function table(db: Queries) {
  return db.withTables<{ address_restrictions: Table }>();
}

/** One statement for the hot path of a sign-in, too. */
export function prepareFindRestriction(database: Database) {
  const find = database.statement<RestrictionRow>(FIND);
  return async ({ kind, id }: Owner, tx?: Queries): Promise<RestrictionRow | null> =>
    (await find([kind, id], tx))[0] ?? null;
}

/** The row, made if there is none, and nobody else's to change until the transaction ends. */
export async function lockRestriction(tx: Queries, { kind, id }: Owner): Promise<RestrictionRow> {
  const insert = `insert into address_restrictions (owner_kind, owner_id) values ($1, $2)
    on conflict (owner_kind, owner_id) do nothing`;
  await runStatement(tx, insert, [kind, id]);
  const [row] = await runStatement<RestrictionRow>(tx, `${FIND} for update`, [kind, id]);
  return row ?? NOTHING;
}

export async function updateRestriction(
  tx: Queries,
  owner: Owner,
  change: Partial<RestrictionRow>,
  now: Date,
): Promise<void> {
  await table(tx)
    .updateTable('address_restrictions')
    .set(change)
    .where('owner_kind', '=', owner.kind)
    .where('owner_id', '=', owner.id)
    .execute();
  await retireLists(tx, owner, now);
}

export function restrictionOf(row: RestrictionRow): Restriction {
  return {
    confirmedList: row.confirmed_list,
    provisionalList: row.provisional_list,
    provenBefore: row.proven_before,
    revertsAt: row.reverts_at,
    openedAddress: row.opened_address,
    openedUntil: row.opened_until,
  };
}
