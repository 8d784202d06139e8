import { start } from './start.ts';

const house = await start(process.env);
if (house !== null) {
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
