import { expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { openDatabase, runStatement } from '../database/index.ts';
import { silentLog } from '../log.ts';
import { migrateJobs } from './migrate-jobs.ts';

const database = await openTestDatabase({ empty: true });

test('eight nodes that start at once on a new database bring one queue', async () => {
  const nodes = Array.from({ length: 8 }, () =>
    openDatabase({ connection: database.connection, log: silentLog, max: 2 }),
  );
  await Promise.all(nodes.map((node) => migrateJobs(node, silentLog)));
  await Promise.all(nodes.map((node) => node.close()));
  const [row] = await runStatement<{ all: number; different: number }>(
    database.queries,
    'select count(*) as all, count(distinct id) as different from graphile_worker.migrations',
  );
  expect(row?.all).toBeGreaterThan(0);
  expect(row?.different).toBe(row?.all);
  await expect(migrateJobs(database, silentLog)).resolves.toBeUndefined();
});
