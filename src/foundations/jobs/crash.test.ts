import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { systemClock } from '../clock.ts';
import { silentLog } from '../log.ts';
import { createJobs } from './create-jobs.ts';
import type { Attempt, Jobs } from './jobs.ts';

const database = await openTestDatabase();
let node: ChildProcess | undefined;
let jobs: Jobs | undefined;

afterEach(async () => {
  await jobs?.stop();
  await kill();
  await database.pool.query('delete from graphile_worker._private_jobs');
});

/** A node in a process of its own that takes a job and hangs in it. */
async function startHangingNode(): Promise<void> {
  const script = join(import.meta.dirname, 'testing/hang-in-job.ts');
  node = spawn(process.execPath, [script, JSON.stringify(database.connection)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (node.stdout) await once(node.stdout, 'data');
}

async function kill(): Promise<void> {
  if (node === undefined || node.exitCode !== null || node.signalCode !== null) return;
  node.kill('SIGKILL');
  await once(node, 'exit');
}

function openJobs(): { jobs: Jobs; attempts: Attempt[] } {
  const { connection } = database;
  const attempts: Attempt[] = [];
  jobs = createJobs({
    database,
    connection,
    clock: systemClock,
    log: silentLog,
    watchClock: false,
    freeCrashedEveryMs: 300,
  });
  jobs.define('work', async (_, attempt) => void attempts.push(attempt));
  return { jobs, attempts };
}

test('the job of a node that was killed runs at once when a node starts again', async () => {
  const { jobs, attempts } = openJobs();
  await jobs.add(database.queries, 'work', {});
  await startHangingNode();
  await kill();
  await jobs.start();
  await vi.waitFor(() => expect(attempts).toEqual([{ number: 2, last: false }]), 3_000);
});

test('another node takes over the job of one that is killed, and never that of one that lives', async () => {
  const { jobs, attempts } = openJobs();
  await jobs.add(database.queries, 'work', {});
  await startHangingNode();
  await jobs.start();
  await sleep(1_500);
  expect(attempts).toEqual([]);
  await kill();
  await vi.waitFor(() => expect(attempts).toEqual([{ number: 2, last: false }]), 5_000);
});

test('a crash in the last attempt does not lose the job: the task still learns that it is the last', async () => {
  const { jobs, attempts } = openJobs();
  await jobs.add(database.queries, 'work', {}, { maxAttempts: 1 });
  await startHangingNode();
  await kill();
  await jobs.start();
  await vi.waitFor(() => expect(attempts).toEqual([{ number: 1, last: true }]), 3_000);
});
