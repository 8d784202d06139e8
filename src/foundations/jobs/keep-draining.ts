import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';

/** What is caused in the same moment is done in one portion, and nobody notices the wait. */
const GATHER_MS = 50;

export interface Draining {
  /** There may be something to do. */
  wake(): void;
  /** Begins no portion more and waits for those that run, up to `patienceMs`. */
  stop(patienceMs: number): Promise<void>;
}

/**
 * Does portions until one says that there is no more, whenever it is woken and every `lookEveryMs` besides: what a crashed node left,
 * and what has become due. At most `atOnce` portions at a time; one that fails is logged, and what it left is looked at again.
 */
export function keepDraining(options: {
  name: string;
  portion(): Promise<boolean>;
  atOnce: number;
  lookEveryMs: number;
  log: Log;
}): Draining {
  const running = new Set<Promise<void>>();
  let missed = false;
  let stopped = false;
  let gathering: NodeJS.Timeout | undefined;

  async function drain(): Promise<void> {
    try {
      while (!stopped && (await options.portion()));
    } catch (error) {
      options.log.warn({ job: options.name, error: (error as Error).message }, 'a portion of waiting work failed');
    }
  }

  function begin(): void {
    gathering = undefined;
    missed = running.size >= options.atOnce;
    if (stopped || missed) return;
    const one = drain().finally(() => {
      running.delete(one);
      // Who woke it meanwhile may have come after the last look.
      if (missed) begin();
    });
    running.add(one);
  }

  const looking = setInterval(begin, options.lookEveryMs);
  begin();

  return {
    wake() {
      gathering ??= setTimeout(begin, GATHER_MS);
    },
    async stop(patienceMs) {
      stopped = true;
      clearInterval(looking);
      clearTimeout(gathering);
      const patience = new AbortController();
      const enough = sleep(patienceMs, undefined, { signal: patience.signal }).catch(() => {});
      await Promise.race([Promise.all(running), enough]);
      patience.abort();
    },
  };
}
