import { type Clock, DAY, SECOND } from '../../foundations/clock.ts';
import type { KeyRing } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { RateLimits } from '../../foundations/rate-limits/index.ts';
import {
  type Budget,
  COUNTS_OF,
  limitsOf,
  MOST_DEVICE_MISSES,
  PREFIX_LIMIT,
  PROOF_KINDS,
  type ProofKind,
} from './guess-rule.ts';
import { deleteCounter, deleteOldCounters, findCounter, prepareAdvance, takeBackOne } from './guess-table.ts';
import { createRefusalMemory, type Refused } from './refusal-memory.ts';

/** Whose secret is tried, and by whom. */
export interface Guess {
  /** The normalised address as typed, known or not. */
  email: string;
  kind: ProofKind;
  /** The device id when this browser is known to the user. */
  deviceId: string | null;
  prefix: string;
  /** Waits like the others of its kind, but is never closed (RL-1: backup codes). */
  neverCloses?: boolean;
}

/** From an evaluation: refused, but no guess, such as a code that was right and is spent (2F-4). */
export const NOT_COUNTED = Symbol('not counted');

export type GuessOutcome<T> =
  | { outcome: 'right'; result: T }
  | { outcome: 'wrong' }
  | { outcome: 'not-counted' }
  /**
   * Not evaluated. `closed`: only a reset opens it again; told to nobody, it looks like a wrong secret. `times`: how many
   * such tries to record now; 0 in the midst of a flood, whose tries are recorded many at once.
   */
  | { outcome: 'waiting'; seconds: number; because: 'address' | 'prefix'; times: number }
  | { outcome: 'closed' };

type Waiting = Extract<GuessOutcome<never>, { outcome: 'waiting' }>;
type Evaluated<T> = T | null | typeof NOT_COUNTED;

export interface GuessBudget {
  /**
   * Runs `evaluate` if the budget allows another try. Null from it is a miss; NOT_COUNTED leaves everything as it was;
   * anything else clears the one counter used, never another (RL-1). Alike for known and unknown addresses.
   */
  try<T>(guess: Guess, evaluate: () => Promise<Evaluated<T>>): Promise<GuessOutcome<T>>;
  /** The secret was bound anew (changed, reset): strangers may try again. */
  rebind(db: Queries, email: string, kind: keyof typeof COUNTS_OF): Promise<void>;
  /** By the operator: strangers may try every kind of proof of this address again. */
  unlock(db: Queries, email: string): Promise<void>;
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
/** More misses than the longest waits leave time for. */
const NEVER = 2 ** 31 - 1;
const IDLE_COUNTER_LIFE = 365 * DAY;

export function createGuessBudget({ database, clock, keyRing, rateLimits, forgetDevice }: Deps): GuessBudget {
  const advance = prepareAdvance(database);
  const db = database.queries;
  const refusals = createRefusalMemory(clock);

  function keyOf(email: string, kind: ProofKind, budget: Budget): Buffer {
    return keyRing.keyedHash(PURPOSE, `${kind} ${budget.kind === 'device' ? budget.id : 'strangers'} ${email}`);
  }

  async function refusal(key: Buffer, mostMisses: number): Promise<GuessOutcome<never>> {
    const counter = await findCounter(db, key);
    if (counter !== null && counter.misses >= mostMisses) return { outcome: 'closed' };
    const now = clock.now();
    // A device has its own budget and no waits; nothing is remembered of it.
    return waiting({ until: counter?.waitsUntil ?? now, because: 'address', times: 1 });
  }

  function waiting({ until, because, times }: Refused & { times: number }): Waiting {
    const seconds = Math.max(1, Math.ceil((until.getTime() - clock.now().getTime()) / SECOND));
    return { outcome: 'waiting', seconds, because, times };
  }

  /** A stranger was refused: remembered, so that a flood of them need not be asked about each time. */
  function remembered(scope: string, { seconds, because }: Waiting): Waiting {
    const until = new Date(clock.now().getTime() + seconds * SECOND);
    return { outcome: 'waiting', seconds, because, ...refusals.note(scope, { until, because }) };
  }

  /** A try that could not be evaluated (too busy, database away) was no guess. */
  async function evaluateOr<T>(
    giveBack: () => Promise<void>,
    evaluate: () => Promise<Evaluated<T>>,
  ): Promise<Evaluated<T>> {
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
      const key = keyOf(guess.email, guess.kind, budget);
      // By address and source: nobody else of that source is meant.
      const scope = `${guess.prefix} ${key.toString('base64')}`;
      if (budget.kind === 'strangers') {
        const told = refusals.recall(scope);
        if (told !== null) return waiting(told);
        const { allowed, retryAfterSeconds: seconds } = await rateLimits.take(db, prefixKey, PREFIX_LIMIT);
        if (!allowed) return remembered(scope, { outcome: 'waiting', seconds, because: 'prefix', times: 1 });
      }
      const { waitSeconds, mostMisses: limit } = limitsOf(budget);
      const mostMisses = guess.neverCloses && budget.kind === 'strangers' ? NEVER : limit;
      const misses = await advance(key, clock.now(), mostMisses, waitSeconds);
      if (misses === null) {
        // A node that died after the last miss had no time to forget the device.
        if (budget.kind === 'device') await forgetDevice(db, budget.id);
        const refused = await refusal(key, mostMisses);
        // Not evaluated, so not a miss of this source either; at a closed address it costs a hash all the same.
        if (budget.kind === 'strangers' && refused.outcome === 'waiting') {
          await rateLimits.giveBack(db, prefixKey);
          return remembered(scope, refused);
        }
        return refused;
      }
      const giveBack = async () => {
        await takeBackOne(db, key, misses);
        if (budget.kind === 'strangers') await rateLimits.giveBack(db, prefixKey);
      };
      const result = await evaluateOr(giveBack, evaluate);
      if (result === NOT_COUNTED) {
        await giveBack();
        return { outcome: 'not-counted' };
      }
      if (result === null) {
        if (budget.kind === 'device' && misses >= MOST_DEVICE_MISSES) await forgetDevice(db, budget.id);
        return { outcome: 'wrong' };
      }
      await deleteCounter(db, key);
      if (budget.kind === 'strangers') await rateLimits.giveBack(db, prefixKey);
      return { outcome: 'right', result };
    },

    async rebind(tx, email, kind) {
      refusals.forgetAll();
      for (const count of COUNTS_OF[kind]) await deleteCounter(tx, keyOf(email, count, { kind: 'strangers' }));
    },

    async unlock(tx, email) {
      refusals.forgetAll();
      for (const kind of PROOF_KINDS) await deleteCounter(tx, keyOf(email, kind, { kind: 'strangers' }));
    },

    purge: () => deleteOldCounters(db, new Date(clock.now().getTime() - IDLE_COUNTER_LIFE)),
  };
}
