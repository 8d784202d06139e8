import { type Clock, SECOND } from '../clock.ts';
import { type Queries, runStatement } from '../database/index.ts';

interface RateLimit {
  count: number;
  perSeconds: number;
}

/**
 * Budgets kept in PostgreSQL, so they hold over all nodes and restarts (RL-1, RL-2).
 * Keys are stored as given: hand in opaque or hashed ones. Waits are honest (RL-3): once over, the next use is allowed.
 */
export interface RateLimits {
  /**
   * Counts one use of `key` in a window that starts with its first use; at the limit, refuses and counts nothing.
   * Exact under any number of calls at once. In a transaction the key stays locked until its end: prefer to call it outside.
   */
  take(db: Queries, key: string, limit: RateLimit): Promise<{ allowed: boolean; retryAfterSeconds: number }>;
  /** Takes back one use of the present window: what was counted turned out to be harmless. */
  giveBack(db: Queries, key: string): Promise<void>;
  /** Looks without counting. */
  isSpent(db: Queries, key: string, limit: RateLimit): Promise<{ spent: boolean; retryAfterSeconds: number }>;
  /** Deletes finished windows, daily; returns how many. */
  purge(db: Queries): Promise<number>;
}

// One statement decides and counts: whoever comes second sees the first one's row, or waits for it.
const TAKE = `
  insert into rate_limits as kept (key, used, expires_at) values ($1, 1, $2)
  on conflict (key) do update set
    used = case when kept.expires_at <= $3 then 1 else kept.used + 1 end,
    expires_at = case when kept.expires_at <= $3 then excluded.expires_at else kept.expires_at end
  where kept.expires_at <= $3 or kept.used < $4
  returning used`;
const FIND = `select used, expires_at from rate_limits where key = $1 and expires_at > $2`;
const GIVE_BACK = `update rate_limits set used = used - 1 where key = $1 and expires_at > $2 and used > 0`;
const PURGE = `
  with gone as (delete from rate_limits where expires_at <= $1 returning 1) select count(*) as count from gone`;

export function createRateLimits({ clock }: { clock: Clock }): RateLimits {
  async function look(db: Queries, key: string, limit: RateLimit, now: Date) {
    const [row] = await runStatement<{ used: number; expires_at: Date }>(db, FIND, [key, now]);
    if (row === undefined || row.used < limit.count) return { spent: false, retryAfterSeconds: 0 };
    return { spent: true, retryAfterSeconds: Math.ceil((row.expires_at.getTime() - now.getTime()) / SECOND) };
  }

  return {
    async take(db, key, limit) {
      assertUsable(limit);
      const now = clock.now();
      const end = new Date(now.getTime() + limit.perSeconds * SECOND);
      const taken = await runStatement(db, TAKE, [key, end, now, limit.count]);
      if (taken.length > 0) return { allowed: true, retryAfterSeconds: 0 };
      // Refused already; this only tells how long to wait. A use given back meanwhile makes it short, not zero.
      return { allowed: false, retryAfterSeconds: Math.max(1, (await look(db, key, limit, now)).retryAfterSeconds) };
    },
    async giveBack(db, key) {
      await runStatement(db, GIVE_BACK, [key, clock.now()]);
    },
    isSpent: (db, key, limit) => look(db, key, limit, clock.now()),
    async purge(db) {
      const [row] = await runStatement<{ count: number }>(db, PURGE, [clock.now()]);
      return row?.count ?? 0;
    },
  };
}

function assertUsable({ count, perSeconds }: RateLimit): void {
  if (!(Number.isSafeInteger(count) && count >= 1 && perSeconds > 0)) {
    throw new RangeError('A rate limit allows at least one use in a time longer than nothing.');
  }
}
