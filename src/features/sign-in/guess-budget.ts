import { type Clock, DAY, SECOND } from '../../foundations/clock.ts';
import type { KeyRing } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { RateLimits } from '../../foundations/rate-limits/index.ts';
import { type Budget, limitsOf, MOST_DEVICE_MISSES, PREFIX_LIMIT, type ProofKind } from './guess-rule.ts';
import { deleteCounter, deleteOldCounters, findCounter, prepareAdvance, takeBackOne } from './guess-table.ts';

/** Whose secret is tried, and by whom. */
export interface Guess {
  /** The normalised address as typed, known or not. */
  email: string;
  kind: ProofKind;
  /** The device id when this browser is known to the user. */
  deviceId: string | null;
  prefix: string;
}

export type GuessOutcome<T> =
  | { outcome: 'right'; result: T }
  | { outcome: 'wrong' }
  /** Not evaluated. `closed`: only a reset opens it again; told to nobody, it looks like a wrong secret. */
  | { outcome: 'waiting'; seconds: number; because: 'address' | 'prefix' }
  | { outcome: 'closed' };

export interface GuessBudget {
  /**
   * Runs `evaluate` if the budget allows another try. Null from it is a miss; anything else clears the one counter
   * used, never another (RL-1). Alike for known and unknown addresses.
   */
  try<T>(guess: Guess, evaluate: () => Promise<T | null>): Promise<GuessOutcome<T>>;
  /** The secret was bound anew (changed, reset): strangers may try again. */
  rebind(db: Queries, email: string, kind: ProofKind): Promise<void>;
  purge(): Promise<void>;
}

interface Deps {
  database: Database;
  clock: Clock;
  keyRing: KeyRing;
  rateLimits: RateLimits;
  forgetDevice(db: Queries, deviceId: string): Promise<void>;
}

const PURPOSE = 'guess-counter';
const IDLE_COUNTER_LIFE = 365 * DAY;

export function createGuessBudget({ database, clock, keyRing, rateLimits, forgetDevice }: Deps): GuessBudget {
  const advance = prepareAdvance(database);
  const db = database.queries;

  function keyOf(email: string, kind: ProofKind, budget: Budget): Buffer {
    return keyRing.keyedHash(PURPOSE, `${kind} ${budget.kind === 'device' ? budget.id : 'strangers'} ${email}`);
  }

  async function refusal(key: Buffer, mostMisses: number): Promise<GuessOutcome<never>> {
    const counter = await findCounter(db, key);
    if (counter !== null && counter.misses >= mostMisses) return { outcome: 'closed' };
    const wait = (counter?.waitsUntil?.getTime() ?? 0) - clock.now().getTime();
    return { outcome: 'waiting', seconds: Math.max(1, Math.ceil(wait / SECOND)), because: 'address' };
  }

  /** A try that could not be evaluated (too busy, database away) was no guess. */
  async function evaluateOr<T>(giveBack: () => Promise<void>, evaluate: () => Promise<T | null>): Promise<T | null> {
    try {
      return await evaluate();
    } catch (error) {
      await giveBack();
      throw error;
    }
  }

  return {
    async try(guess, evaluate) {
      const budget: Budget = guess.deviceId === null ? { kind: 'strangers' } : { kind: 'device', id: guess.deviceId };
      const prefixKey = `guess ${guess.prefix}`;
      if (budget.kind === 'strangers') {
        const source = await rateLimits.take(db, prefixKey, PREFIX_LIMIT);
        if (!source.allowed) return { outcome: 'waiting', seconds: source.retryAfterSeconds, because: 'prefix' };
      }
      const key = keyOf(guess.email, guess.kind, budget);
      const { mostMisses, waitSeconds } = limitsOf(budget);
      const misses = await advance(key, clock.now(), mostMisses, waitSeconds);
      if (misses === null) {
        // A node that died after the last miss had no time to forget the device.
        if (budget.kind === 'device') await forgetDevice(db, budget.id);
        const refused = await refusal(key, mostMisses);
        // Not evaluated, so not a miss of this source either; at a closed address it costs a hash all the same.
        if (budget.kind === 'strangers' && refused.outcome === 'waiting') await rateLimits.giveBack(db, prefixKey);
        return refused;
      }
      const giveBack = async () => {
        await takeBackOne(db, key);
        if (budget.kind === 'strangers') await rateLimits.giveBack(db, prefixKey);
      };
      const result = await evaluateOr(giveBack, evaluate);
      if (result === null) {
        if (budget.kind === 'device' && misses >= MOST_DEVICE_MISSES) await forgetDevice(db, budget.id);
        return { outcome: 'wrong' };
      }
      await deleteCounter(db, key);
      if (budget.kind === 'strangers') await rateLimits.giveBack(db, prefixKey);
      return { outcome: 'right', result };
    },

    async rebind(tx, email, kind) {
      await deleteCounter(tx, keyOf(email, kind, { kind: 'strangers' }));
    },

    purge: () => deleteOldCounters(db, new Date(clock.now().getTime() - IDLE_COUNTER_LIFE)),
  };
}
