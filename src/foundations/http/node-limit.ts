import type { Clock } from '../clock.ts';

const MOST_SOURCES = 20_000;

/** Counts in this process alone: protects the node's time, decides nothing that another node must know. */
export function createNodeLimit(clock: Clock): (key: string, count: number, perSeconds: number) => number {
  const windows = new Map<string, { endsAt: number; used: number }>();
  /** 0 when allowed, else the seconds to wait. */
  return (key, count, perSeconds) => {
    const now = clock.now().getTime();
    const kept = windows.get(key);
    if (kept && kept.endsAt > now) {
      kept.used += 1;
      return kept.used > count ? Math.ceil((kept.endsAt - now) / 1000) : 0;
    }
    if (windows.size >= MOST_SOURCES) windows.clear();
    windows.set(key, { endsAt: now + perSeconds * 1000, used: 1 });
    return 0;
  };
}
