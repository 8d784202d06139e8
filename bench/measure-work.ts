/** Does `work` over and over, `atOnce` at a time, for some seconds: how often a second, and how long each took. */
export async function measureWork(options: {
  atOnce: number;
  seconds: number;
  work(turn: number): Promise<unknown>;
}): Promise<{ count: number; perSecond: number; p50: number; p99: number }> {
  const took: number[] = [];
  const begun = performance.now();
  const end = begun + options.seconds * 1000;
  let turn = 0;
  const lane = async () => {
    while (performance.now() < end) {
      const before = performance.now();
      turn += 1;
      await options.work(turn);
      took.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, lane));
  const perSecond = (took.length / (performance.now() - begun)) * 1000;
  const sorted = took.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { count: sorted.length, perSecond, p50: at(0.5), p99: at(0.99) };
}
