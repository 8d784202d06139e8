import { join } from 'node:path';
import { type Clock, SECOND, systemClock } from '../foundations/clock.ts';
import type { KeyRing } from '../foundations/crypto/index.ts';
import { type Database, findFingerprint, findMissingMigrations, runStatement } from '../foundations/database/index.ts';
import { ROOT } from '../start.ts';
import type { Finding } from './finding.ts';

const OLDEST_VERSION = 150_000;
/** Codes of authenticator apps live 30 s; nodes and database should agree far better. */
const MOST_APART = 5 * SECOND;

interface Answer {
  version: number;
  name: string;
  now: Date;
}

/** Reads only. `keyRing` null: there are no secrets to compare with. */
export async function checkDatabase(
  database: Database,
  keyRing: KeyRing | null,
  clock: Clock = systemClock,
): Promise<Finding[]> {
  const before = clock.now().getTime();
  const [answer] = await runStatement<Answer>(
    database.queries,
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as name, now() as now`,
  );
  if (answer === undefined) throw new Error('The database gave no answer.');
  const between = (before + clock.now().getTime()) / 2;
  return [
    serverFinding(answer),
    clockFinding(answer.now.getTime() - between, clock.now()),
    ...(await schemaFindings(database, keyRing)),
  ];
}

function serverFinding({ version, name }: Answer): Finding {
  const about = 'database';
  if (version >= OLDEST_VERSION) return { about, ok: true, words: `PostgreSQL ${name} answers.` };
  return { about, ok: false, words: `PostgreSQL ${name} is too old.`, todo: 'Upgrade it to 15 or newer.' };
}

function clockFinding(apartMs: number, now: Date): Finding {
  const about = 'clock';
  const seconds = (Math.abs(apartMs) / SECOND).toFixed(1);
  if (Math.abs(apartMs) <= MOST_APART) {
    return { about, ok: true, words: `it is ${now.toISOString()}, within ${seconds} s of the database.` };
  }
  const words = `this machine and the database are ${seconds} s apart.`;
  const todo = 'Set both by a time service (NTP): deadlines and codes of authenticator apps depend on it.';
  return { about, ok: false, words, todo };
}

async function schemaFindings(database: Database, keyRing: KeyRing | null): Promise<Finding[]> {
  let missing: string[];
  try {
    missing = await findMissingMigrations(database, join(ROOT, 'migrations'));
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return [{ about: 'schema', ok: false, words, todo: '' }];
  }
  if (missing.length > 0) {
    const words = `${missing.length === 1 ? 'one migration is' : `${missing.length} migrations are`} missing.`;
    return [{ about: 'schema', ok: false, words, todo: 'Run: gatehouse migrate' }];
  }
  const schema: Finding = { about: 'schema', ok: true, words: 'every migration of this version is applied.' };
  return keyRing === null ? [schema] : [schema, fingerprintFinding(await findFingerprint(database), keyRing)];
}

function fingerprintFinding(kept: string | null, keyRing: KeyRing): Finding {
  const about = 'key ring';
  if (kept === null)
    return { about, ok: true, words: 'the database belongs to no secrets yet; the first start ties it.' };
  if (kept === keyRing.fingerprint)
    return { about, ok: true, words: 'these are the secrets this database was written with.' };
  const words = 'these are not the secrets this database was written with.';
  return {
    about,
    ok: false,
    words,
    todo: 'Put back the secrets file that belongs to it, or set DATABASE_URL or DATA_DIR right.',
  };
}
