/** Looking is cheap, and npm that is killed the hard way tells nobody. */
const LOOK_EVERY_MS = 1000;

/**
 * Resolves with the reason when this launcher is asked to stop: by a signal, or by the death of the npm that started it.
 * From the first call on, a signal no longer ends the process by itself.
 */
export function askedToStop() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(signal));
    // Started without npm, a launcher may outlive its parent: that is how a service or `nohup` runs it.
    if (process.env.npm_lifecycle_event === undefined) return;
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) resolve('npm ended');
    }, LOOK_EVERY_MS).unref();
  });
}
