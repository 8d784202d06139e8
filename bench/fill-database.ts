import path from 'node:path';
import pg from 'pg';
import { createHashing } from '../src/features/passwords/hash-password.ts';
import { createKeyRing, loadOrCreateSecrets } from '../src/foundations/crypto/index.ts';
import { startEmbeddedPostgres } from '../src/foundations/database/embedded/index.ts';
import { migrate, openDatabase } from '../src/foundations/database/index.ts';
import { migrateJobs } from '../src/foundations/jobs/index.ts';
import { silentLog } from '../src/foundations/log.ts';
import { countUsers, fillUsers } from './fill-users.ts';
import { PASSWORD } from './seeded-user.ts';

const MIGRATIONS = path.resolve(import.meta.dirname, '../migrations');

/** Migrates the embedded database of a data folder and fills it up to `users` users; more than that are left alone. */
export async function fillDatabase(dataFolder: string, users: number): Promise<void> {
  const embedded = await startEmbeddedPostgres({ dataFolder, log: silentLog });
  try {
    const database = openDatabase({ connection: embedded.connection, log: silentLog });
    await migrate(database, MIGRATIONS, silentLog);
    await migrateJobs(database, silentLog);
    await database.close();
    const secrets = await loadOrCreateSecrets({
      file: path.join(dataFolder, 'secrets/key-ring.json'),
      mayCreate: true,
    });
    const passwordHash = await createHashing({ pepper: createKeyRing(secrets).pepper }).hash(PASSWORD);
    const client = new pg.Client(embedded.connection as pg.ClientConfig);
    await client.connect();
    const present = await countUsers(client);
    if (present < users) await fillUsers(client, { from: present + 1, to: users, passwordHash });
    await client.end();
  } finally {
    await embedded.stop();
  }
}
