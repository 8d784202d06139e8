import type { Queries } from '../database/index.ts';

export type Payload = Record<string, unknown>;

export interface Attempt {
  /** 1 for the first. */
  number: number;
  /** No other attempt follows when this one fails. */
  last: boolean;
}

export type Task = (payload: Payload, attempt: Attempt) => Promise<void>;

export interface AddOptions {
  /** On the product's clock; absent: now. */
  runAt?: Date;
  /** Replaces a waiting job with the same key. */
  key?: string;
  /** 25 unless told: the last comes some three days after the first. */
  maxAttempts?: number;
}

/**
 * Work that happens after the transaction that causes it, on any node, at least once: a task must bear being run twice.
 * A failed attempt is repeated after e, e², e³ … seconds, at most six hours.
 */
export interface Jobs {
  /** Names a task. All names are given before `start` or `runPending`. */
  define(name: string, run: Task): void;
  /** A task that runs when `intervalMs` of the product's time have passed since its last run, once over all nodes. */
  every(name: string, intervalMs: number, run: () => Promise<void>): void;
  /** Adds a job in the caller's transaction: rolled back, it never was. Refuses a name that was not defined. */
  add(tx: Queries, name: string, payload: Payload, options?: AddOptions): Promise<void>;
  /**
   * Work whose list is a table of its own. `portion` does some of what is due and says whether there may be more; it claims what
   * it does, for other nodes look too. Done soon after a `wake`, and within ten seconds without one.
   */
  drain(name: string, portion: () => Promise<boolean>): void;
  /** There is something to do once `tx` has committed. */
  wake(tx: Queries, name: string): void;
  /** Works until `stop`, also across a database that goes away and comes back. */
  start(): Promise<void>;
  /** Takes no new job, waits up to ten seconds for the running ones and gives the rest back. */
  stop(): Promise<void>;
  /** For tests: runs in this process, one after the other, every job due at the clock's now and those they add, then all there is to drain. */
  runPending(): Promise<void>;
}
