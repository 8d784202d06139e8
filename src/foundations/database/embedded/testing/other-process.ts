import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { endDatabase } from './find-pids.ts';

const DOOR = new URL('../index.ts', import.meta.url).href;
const LOG = new URL('../../../log.ts', import.meta.url).href;

export interface OtherProcess {
  child: ChildProcess;
  /** The next line it prints, or null when it has ended. */
  line(): Promise<string | null>;
  /** Kills it the hard way and waits until it is gone. */
  kill(): Promise<void>;
}

/** Another Gatehouse process that ends with the test, with all it started: it starts the database of `dataFolder` and prints `started`, then runs `work(database)`. */
export function startElsewhere(dataFolder: string, work = ''): OtherProcess {
  const program = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(DOOR)});
    const { silentLog: log } = await import(${JSON.stringify(LOG)});
    const options = { dataFolder: ${JSON.stringify(dataFolder)}, log, durable: false, patienceMs: 0 };
    const database = await startEmbeddedPostgres(options).catch((error) => {
      console.log('refused: ' + error.message);
      process.exit(1);
    });
    console.log('started');
    ${work};
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(async () => {
    await kill();
    if (existsSync(dataFolder)) endDatabase(dataFolder);
  });
  return { child, kill, line: async () => (await lines.next()).value ?? null };
}
