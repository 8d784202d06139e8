import { start } from './start.ts';

/** Runs the product until it is asked to stop by a signal; then it ends the process. */
export async function serve(environment: NodeJS.ProcessEnv): Promise<void> {
  const house = await start(environment);
  if (house === null) return;
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      house.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}
