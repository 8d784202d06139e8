import { join } from 'node:path';
import { findMissingMigrations, migrate } from '../foundations/database/index.ts';
import { migrateJobs } from '../foundations/jobs/index.ts';
import { readSettings } from '../settings.ts';
import { ROOT } from '../start.ts';
import type { Command } from './command.ts';
import { withDatabase } from './open-database.ts';

export const migrateDatabase: Command = {
  name: 'migrate',
  operands: [],
  options: [],
  summary: 'Brings the database to the schema of this version.',
  help:
    'Every start does this too; use the command to do it apart from a start. Safe while nodes run or start. There is no\n' +
    'way back but a backup: take one first.',
  async run({ environment, say }) {
    const folder = join(ROOT, 'migrations');
    await withDatabase(
      readSettings(environment),
      async ({ database, log }) => {
        const missing = await findMissingMigrations(database, folder);
        await migrate(database, folder, log);
        await migrateJobs(database, log);
        for (const migration of missing) say(`Applied: ${migration}`);
        say(missing.length === 0 ? 'The database was up to date.' : 'The database is up to date.');
      },
      { mayMake: true },
    );
    return undefined;
  },
};
