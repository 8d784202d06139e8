import { systemClock } from '../../clock.ts';
import { openDatabase } from '../../database/index.ts';
import { silentLog } from '../../log.ts';
import { createJobs } from '../index.ts';

/** A node of its own for crash tests: takes a job, says so, and never ends it. Its one argument is the connection. */
const connection = JSON.parse(process.argv[2] ?? '{}');
const database = openDatabase({ connection, log: silentLog });
const jobs = createJobs({ database, connection, clock: systemClock, log: silentLog, watchClock: false });
jobs.define('work', async (_, { number }) => {
  process.stdout.write(`taken ${number}\n`);
  await new Promise(() => {});
});
await jobs.start();
