import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compose } from './compose.ts';
import { PermissionsFileError } from './features/users-and-roles/index.ts';
import { createOffsetClock, systemClock } from './foundations/clock.ts';
import { createKeyRing, type KeyRing, loadOrCreateSecrets, SecretsError } from './foundations/crypto/index.ts';
import { EmbeddedDatabaseError, startEmbeddedPostgres } from './foundations/database/embedded/index.ts';
import { assertKeyRing, isDatabaseAway, migrate, openDatabase, WrongKeyRing } from './foundations/database/index.ts';
import { listen, loadAssets } from './foundations/http/index.ts';
import { migrateJobs } from './foundations/jobs/index.ts';
import { createLog, type Log } from './foundations/log.ts';
import { createSmtpTransport } from './foundations/mail-transport/index.ts';
import { readSettings, type Settings, SettingsError } from './settings.ts';

/** The project's folder, both from `src/` and from the bundle in `dist/`. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface RunningHouse {
  /** Drains: no new requests, those in flight finish, jobs are given back, the database stops last. */
  stop(): Promise<void>;
}

/** Settings, secrets, database, rooms, listening: in this order. Null when it cannot start; then why is on standard error. */
export async function start(environment: NodeJS.ProcessEnv): Promise<RunningHouse | null> {
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const settings = readSettings(environment);
    await open(settings, undo);
    return { stop };
  } catch (error) {
    await stop();
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
    return null;
  }
}

async function open(settings: Settings, undo: (() => Promise<unknown>)[]): Promise<void> {
  const log = createLog({ level: settings.logLevel });
  const secrets = await loadOrCreateSecrets({ file: settings.secretsFile, mayCreate: settings.mayCreateSecrets });
  const keyRing = createKeyRing(secrets);
  const clock = settings.clockOffsetFile === undefined ? systemClock : createOffsetClock(settings.clockOffsetFile);
  const connection = {
    ...(await databaseConnection(settings, log, undo)),
    application_name: nodeName(keyRing),
  };
  const database = openDatabase({ connection, log });
  undo.push(() => database.close());
  await migrate(database, join(ROOT, 'migrations'), log);
  await migrateJobs(database, log);
  await assertKeyRing(database, keyRing.fingerprint);

  const { smtpUrl } = settings.secrets;
  const transport =
    smtpUrl === undefined ? null : createSmtpTransport({ url: smtpUrl, log, dkim: settings.secrets.dkimKeys[0] });
  undo.push(async () => transport?.close());
  const assets = await loadAssets(join(ROOT, 'dist', 'assets'));
  const house = compose({
    settings,
    database,
    connection,
    clock,
    keyRing,
    log,
    assets,
    ...(transport && { transport }),
  });
  await house.jobs.start();
  undo.push(() => house.jobs.stop());
  const listening = await listen(house.app, addressesOf(settings.host), settings.port);
  undo.push(() => listening.stop());
  process.stdout.write(`${settings.brand} is ready: ${settings.publicUrl.origin}\n`);
  if (settings.mailbox) process.stdout.write(`Mails appear at ${settings.publicUrl.origin}/dev/mailbox\n`);
  // Both are needed soon, neither by the first page.
  house.places.load();
  await house.passwords.warmUp();
}

async function databaseConnection(settings: Settings, log: Log, undo: (() => Promise<unknown>)[]) {
  const { databaseUrl } = settings.secrets;
  if (databaseUrl !== undefined) return { connectionString: databaseUrl };
  const embedded = await startEmbeddedPostgres({ dataFolder: settings.dataDir, log });
  undo.push(() => embedded.stop());
  return embedded.connection;
}

export const NODE_NAME = 'gatehouse node ';

/** How a running node shows itself to the database, so that a rotation sees which nodes have which keys. */
export function nodeName(keyRing: Pick<KeyRing, 'label'>): string {
  return NODE_NAME + keyRing.label;
}

/** `localhost` means both families: browsers try either first. */
function addressesOf(host: string): readonly string[] {
  return host === 'localhost' ? ['127.0.0.1', '::1'] : [host];
}

/** In words for whoever runs it; a stack only for what nobody foresaw. */
export function explain(error: unknown): string {
  if (error instanceof SettingsError || error instanceof SecretsError || error instanceof EmbeddedDatabaseError) {
    return error.message;
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const { port } = error as Error & { port?: number };
    return `Port ${port} is taken by another program. Stop that one, or choose another: PORT=3001 npm start`;
  }
  if (error instanceof WrongKeyRing || error instanceof PermissionsFileError) return error.message;
  if (isDatabaseAway(error)) return 'The database cannot be reached. Check DATABASE_URL, and that the server runs.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
