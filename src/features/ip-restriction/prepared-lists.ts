import type { Queries } from '../../foundations/database/index.ts';
import type { Log } from '../../foundations/log.ts';
import { isStillPrepared, type Limited, type PreparedList, prepareList } from './address-list.ts';

/** Some tens of megabytes at most. */
const MOST_KEPT_ENTRIES = 200_000;

interface Kept {
  entries: readonly Limited[];
  prepared: PreparedList | null;
}

interface Deps {
  listEntries(db: Queries, listId: string): Promise<readonly Limited[]>;
  log: Pick<Log, 'error'>;
}

/**
 * Lists, ready to be asked, under the id of their version. A version never changes, so whatever another node does, what is
 * kept here is right; which version counts is read with every request.
 */
export function createPreparedLists({ listEntries, log }: Deps) {
  const kept = new Map<string, Kept>();
  let size = 0;

  async function load(db: Queries, listId: string): Promise<Kept> {
    const known = kept.get(listId);
    if (known) return known;
    const loaded: Kept = { entries: await listEntries(db, listId), prepared: null };
    // Another request may have loaded it meanwhile.
    if (!kept.has(listId)) size += loaded.entries.length;
    kept.set(listId, loaded);
    for (const [oldest, { entries }] of kept) {
      if (size <= MOST_KEPT_ENTRIES || oldest === listId) break;
      kept.delete(oldest);
      size -= entries.length;
    }
    return loaded;
  }

  return {
    /** An empty list, one that is not there and one that cannot be read hold no address (fail closed). */
    async contains(db: Queries, listId: string, address: string | null, now: Date): Promise<boolean> {
      const list = await load(db, listId);
      try {
        if (list.prepared === null || !isStillPrepared(list.prepared, now))
          list.prepared = prepareList(list.entries, now);
        return list.prepared.contains(address);
      } catch (error) {
        log.error({ listId, err: error }, 'a list of addresses cannot be read: everybody is refused');
        return false;
      }
    },
  };
}

export type PreparedLists = ReturnType<typeof createPreparedLists>;
