/**
 * The attacker reads the log files, or a copy of the database's queue, and looks for what was mailed: reset links,
 * codes, addresses. Failing jobs are where such values surface, since libraries quote what they could not handle.
 */
import { afterEach, expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { runStatement } from '../database/index.ts';
import type { Log } from '../log.ts';
import { createJobs } from './create-jobs.ts';
import { describeFailure } from './describe-failure.ts';

const database = await openTestDatabase();
const CANARY = 'canary-3f9a1c-token';
const clock = { now: () => new Date('2026-01-15T12:00:00Z') };

function recordingLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const write = (fields: object, message: string): void => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  const log: Log = { debug: write, info: write, warn: write, error: write, child: () => log };
  return { log, lines };
}

afterEach(async () => {
  await database.pool.query('delete from graphile_worker._private_jobs');
});

test('neither the log nor the queue keeps a value of the payload of a job that failed', async () => {
  const { log, lines } = recordingLog();
  const jobs = createJobs({ database, connection: database.connection, clock, log, watchClock: true });
  jobs.define('send', async ({ link }) => {
    throw Object.assign(new Error(`550 rejected: ${link}`, { cause: link }), { response: link });
  });
  await jobs.add(database.queries, 'send', { link: `https://example.test/?token=${CANARY}`, deep: [{ code: CANARY }] });
  await jobs.runPending();
  expect(lines.filter((line) => line.startsWith('a job failed'))).toHaveLength(1);
  expect(lines.join('\n')).not.toContain(CANARY);
  const kept = await runStatement<{ last_error: string }>(
    database.queries,
    'select last_error from graphile_worker.jobs',
  );
  expect(kept).toEqual([{ last_error: 'Error: 550 rejected: …' }]);
});

test('a job that succeeds leaves nothing of its payload in the log or the queue', async () => {
  const { log, lines } = recordingLog();
  const jobs = createJobs({ database, connection: database.connection, clock, log, watchClock: true });
  jobs.define('send', async () => {});
  await jobs.add(database.queries, 'send', { link: CANARY });
  await jobs.runPending();
  expect(lines.join('\n')).not.toContain(CANARY);
  expect(await runStatement(database.queries, 'select * from graphile_worker._private_jobs')).toEqual([]);
});

test('a failure is one bounded line, whatever was thrown', () => {
  expect(describeFailure(new TypeError(`a\n{"level":"fake"}\u0000 ${'x'.repeat(9_000)}`), {})).toMatch(
    /^TypeError: a \{"level":"fake"\}.{0,300}$/,
  );
  expect(describeFailure(new Error('x'.repeat(9_000)), {}).length).toBeLessThanOrEqual(300);
  expect(describeFailure(CANARY, {})).not.toContain(CANARY);
  expect(describeFailure({ message: CANARY }, {})).not.toContain(CANARY);
  expect(describeFailure(undefined, {})).toBe('A value that is no error was thrown.');
});

test('of two values of which one contains the other, nothing is left over', () => {
  const failure = describeFailure(new Error('cannot reach ada@example.test'), {
    name: 'ada@example',
    to: 'ada@example.test',
  });
  expect(failure).toBe('Error: cannot reach …');
});
