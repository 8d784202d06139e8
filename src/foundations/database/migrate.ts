import type pg from 'pg';
import type { Log } from '../log.ts';
import { orDatabaseAway } from './database-away.ts';
import type { Database } from './open-database.ts';
import { type Migration, readMigrations } from './read-migrations.ts';
import { runStatement } from './run-statement.ts';
import { withStartLock } from './with-start-lock.ts';

interface Applied {
  number: number;
  name: string;
  hash: string;
}

const LEDGER = `
  create table if not exists schema_migrations (
    number integer constraint schema_migrations_pkey primary key,
    name text not null,
    hash text not null,
    applied_at timestamptz not null default now()
  );
  comment on column schema_migrations.hash is 'sha256 of the file with LF line ends: a file is never changed once applied';
`;

/**
 * Brings the database to this code's schema: each missing file in one transaction that first writes its ledger row.
 * Safe when several nodes start at once: one applies, the others wait and find nothing to do.
 * Refuses, with nothing changed, a database that a newer version has migrated and a file that changed after it was applied.
 */
export async function migrate(database: Database, folder: string, log: Log): Promise<void> {
  const migrations = await readMigrations(folder);
  await withStartLock(database.pool, async (client) => {
    await client.query(LEDGER);
    const { rows } = await client.query<Applied>('select number, name, hash from schema_migrations order by number');
    for (const migration of findMissing(migrations, rows)) {
      await apply(client, migration);
      log.info({ migration: migration.number, name: migration.name }, 'migration applied');
    }
  });
}

/**
 * What `migrate` would still apply, lowest first; changes nothing. Refuses what `migrate` refuses.
 */
export async function findMissingMigrations(database: Database, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const [ledger] = await runStatement<{ found: boolean }>(
    database.queries,
    "select to_regclass('schema_migrations') is not null as found",
  );
  const applied = ledger?.found
    ? await runStatement<Applied>(database.queries, 'select number, name, hash from schema_migrations order by number')
    : [];
  return findMissing(migrations, applied).map(({ number, name }) => `${number} (${name})`);
}

/** Pure: what is still to be applied, or why this database must not be touched. */
function findMissing(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const files = new Map(migrations.map((migration) => [migration.number, migration]));
  for (const { number, name, hash } of applied) {
    const file = files.get(number);
    if (file === undefined) {
      throw new Error(
        `This database is newer than this version of Gatehouse: it has migration ${number} (${name}), which this version does not know. ` +
          'Start the version that made it, or restore a backup from before the upgrade.',
      );
    }
    if (file.hash !== hash) {
      throw new Error(
        `Migration ${number} (${file.name}) differs from the one this database was made with (${name}). ` +
          'Restore the file; what it should do now belongs in a new migration.',
      );
    }
  }
  const known = new Set(applied.map(({ number }) => number));
  return migrations.filter(({ number }) => !known.has(number));
}

async function apply(client: pg.ClientBase, { number, name, text, hash }: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query('insert into schema_migrations (number, name, hash) values ($1, $2, $3)', [number, name, hash]);
    await client.query(text);
    await client.query('commit');
  } catch (error) {
    const away = orDatabaseAway(error);
    if (away !== error) throw away;
    await client.query('rollback');
    throw new Error(`Migration ${number} (${name}) failed and was rolled back: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
