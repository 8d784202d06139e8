import type { Clock } from '../../foundations/clock.ts';
import { newId } from '../../foundations/crypto/index.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { Entry, Owner } from './address-list.ts';
import { insertList, listEntries } from './list-table.ts';
import type { ReadEntry } from './read-entries.ts';
import { PROVISIONAL_TIME } from './restriction.ts';
import { type RestrictionRow, updateRestriction } from './restriction-table.ts';
import { type RevertList, SETTLED } from './revert-list.ts';

/** No list is being watched. */
export const NOT_WATCHING = { watched_list: null, watched_since: null, watched_until: null };
export const NOTHING_IN_FORCE = { confirmed_list: null, draft_list: null, ...SETTLED, ...NOT_WATCHING };

/** A new version that counts for nobody yet. The caller holds the owner's row. */
export async function storeList(
  tx: Queries,
  row: RestrictionRow,
  list: { owner: Owner; entries: readonly ReadEntry[]; addedAt: Date; addedBy: string },
): Promise<{ id: string; entries: Entry[] }> {
  const id = newId('adl');
  const { owner, addedAt, addedBy } = list;
  const entries = await withPast(tx, row, list.entries, { addedAt, addedBy });
  await insertList(tx, { id, owner, madeAt: addedAt, entries });
  return { id, entries };
}

/** A range that was on one of the lists before keeps since when, by whom, and when it was used last. */
async function withPast(
  tx: Queries,
  row: RestrictionRow,
  entries: readonly ReadEntry[],
  added: Pick<Entry, 'addedAt' | 'addedBy'>,
): Promise<Entry[]> {
  const past = new Map<string, Entry>();
  for (const list of [row.watched_list, row.confirmed_list, row.provisional_list]) {
    for (const entry of await listEntries(tx, list)) past.set(entry.range, entry);
  }
  return entries.map(({ range, label, endsAt }) => ({
    ...{ lastUsedAt: null, ...added },
    ...past.get(range),
    range,
    label,
    endsAt,
  }));
}

/** A stored version counts at once, until its deadline; only a proof of after this moment confirms it. */
export function createPutOnTrial({ clock, revert }: { clock: Clock; revert: Pick<RevertList, 'schedule'> }) {
  return async (tx: Queries, owner: Owner, list: string, setterProvenAt: Date): Promise<Date> => {
    const now = clock.now();
    const revertsAt = new Date(now.getTime() + PROVISIONAL_TIME);
    const provisional = {
      provisional_list: list,
      provisional_since: now,
      // The setting session's own proof never counts, whatever the clock of the node that took it said.
      proven_before: setterProvenAt > now ? setterProvenAt : now,
      reverts_at: revertsAt,
      reverted_at: null,
      draft_list: null,
    };
    await updateRestriction(tx, owner, { ...provisional, ...NOT_WATCHING }, now);
    await revert.schedule(tx, owner, list, revertsAt);
    return revertsAt;
  };
}

export type PutOnTrial = ReturnType<typeof createPutOnTrial>;
