import { setTimeout as sleep } from 'node:timers/promises';

/** The first value that is not null or undefined; rejects when there is none in time, saying what was waited for. */
export async function until<Value>(
  what: string,
  patienceMs: number,
  look: () => Promise<Value | null | undefined>,
  everyMs = 50,
): Promise<Value> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const value = await look();
    if (value !== null && value !== undefined) return value;
    if (Date.now() > end) throw new Error(`waited ${patienceMs / 1000} s in vain: ${what}`);
    await sleep(everyMs);
  }
}
