import { findSealedPayloads } from '../foundations/jobs/index.ts';
import { countByKey } from '../foundations/sealed-rows/index.ts';
import { SEALED_COLUMNS } from '../sealed-columns.ts';
import type { OpenKeys } from './open-house.ts';

/** How many values each key sealed that are still needed: rows, and what waiting jobs carry. */
export async function countSealed({ database, keyRing }: OpenKeys): Promise<Map<string, number>> {
  const counts = await countByKey(database, SEALED_COLUMNS);
  for (const sealed of await findSealedPayloads(database)) {
    const key = keyRing.keyIdOf(sealed);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
