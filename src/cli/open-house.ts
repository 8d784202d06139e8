import { join } from 'node:path';
import { compose } from '../compose.ts';
import { systemClock } from '../foundations/clock.ts';
import { createKeyRing, type KeyRing, loadOrCreateSecrets, type Secrets } from '../foundations/crypto/index.ts';
import { findFingerprint, findMissingMigrations, WrongKeyRing } from '../foundations/database/index.ts';
import type { Assets } from '../foundations/http/index.ts';
import { readSettings, type Settings } from '../settings.ts';
import { ROOT } from '../start.ts';
import { type Call, Refusal } from './command.ts';
import { type OpenDatabase, withDatabase } from './open-database.ts';

export interface OpenKeys extends OpenDatabase {
  settings: Settings;
  secrets: Secrets;
  keyRing: KeyRing;
}

/** No page is drawn by a command. */
const NO_ASSETS: Assets = {
  pathOf: (name) => `/assets/${name}`,
  serve: async () => ({ kind: 'file', contentType: 'text/plain', body: '' }),
};

/** Settings, secrets and a database that is this version's and belongs to these secrets; makes and changes none of them. */
export function withKeys<T>({ environment }: Call, work: (open: OpenKeys) => Promise<T>): Promise<T> {
  const settings = readSettings(environment);
  return withDatabase(settings, async (open) => {
    const secrets = await loadOrCreateSecrets({ file: settings.secretsFile, mayCreate: false });
    const keyRing = createKeyRing(secrets);
    if ((await findMissingMigrations(open.database, join(ROOT, 'migrations'))).length > 0) {
      throw new Refusal('The database is older than this version. Bring it up to date first: gatehouse migrate');
    }
    const kept = await findFingerprint(open.database);
    if (kept !== null && kept !== keyRing.fingerprint) throw new WrongKeyRing();
    return work({ ...open, settings, secrets, keyRing });
  });
}

/** Every room, as the product has them; nothing listens and no job runs: those that are added wait for the product. */
export function withHouse<T>(call: Call, work: (house: ReturnType<typeof compose>) => Promise<T>): Promise<T> {
  return withKeys(call, ({ settings, database, connection, keyRing, log }) =>
    work(compose({ settings, database, connection, clock: systemClock, keyRing, log, assets: NO_ASSETS })),
  );
}
