import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Postmaster } from './run-postmaster.ts';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 10 * SECOND;

/**
 * Starts the server and, when it ends without being asked to, starts it again: nobody else would.
 * The first start's refusal is the caller's; later ones are logged and tried again, ever more slowly.
 */
export async function keepRunning(start: () => Promise<Postmaster>, log: Log): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController();
  const stopped = stopping.signal;
  let running = await start();

  async function watch(): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; ; ) {
      const lastWords = await running.ended;
      if (stopped.aborted) return;
      log.error({ lastWords }, 'the embedded database ended unexpectedly; starting it again');
      await sleep(pauseMs, undefined, { signal: stopped }).catch(() => {});
      if (stopped.aborted) return;
      try {
        running = await start();
        pauseMs = FIRST_PAUSE_MS;
      } catch (error) {
        log.error({ err: error }, 'the embedded database could not be started again');
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
      if (stopped.aborted) await running.stop();
    }
  }
  const watching = watch();

  return {
    async stop() {
      stopping.abort();
      await running.stop();
      await watching;
    },
  };
}
