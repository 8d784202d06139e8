import { type Clock, DAY } from '../../foundations/clock.ts';
import { type Database, runStatement } from '../../foundations/database/index.ts';
import type { Partitions } from './partitions.ts';

/** The country stays: it is rough, and without it an old line would say nothing. */
const BLANK = `
  update login_events set address = null, prefix = null, network = null
   where at < $1 and (address is not null or prefix is not null or network is not null)`;
const FORGET_NETWORKS = 'delete from login_networks where last_at < $1';

interface Deps {
  database: Database;
  clock: Clock;
  partitions: Partitions;
  retentionDays: number;
}

/**
 * DP-1, daily: what points to a person is blanked once it is older than the retention period, and a month all of which
 * is past is removed whole. Also makes the partitions of the months to come.
 */
export function createKeepRetention({ database, clock, partitions, retentionDays }: Deps): () => Promise<void> {
  return async () => {
    await partitions.ensureAhead();
    const cutoff = new Date(clock.now().getTime() - retentionDays * DAY);
    await partitions.dropBefore(cutoff);
    await runStatement(database.queries, BLANK, [cutoff]);
    await runStatement(database.queries, FORGET_NETWORKS, [cutoff]);
  };
}
