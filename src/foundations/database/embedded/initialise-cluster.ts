import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Log } from '../../log.ts';
import { DATABASE_OWNER, findListedUser, handOver, type Owner, runsAsRoot } from './choose-owner.ts';
import { endOrphans } from './clear-orphans.ts';
import type { Binaries } from './find-binaries.ts';
import { identify } from './guard-folder.ts';
import { reachBinaries } from './reach-binaries.ts';
import { DATA_ARGUMENT, runProgram } from './run-program.ts';
import { settingArguments } from './server-settings.ts';

/** Both the database and the role that owns it. The role is no superuser: nothing in the product needs one. */
export const NAME = 'gatehouse';

interface Maker {
  name: string;
  owner: Owner | null;
}

const UNFINISHED = 'postgres.initialising-';
const ACCESS_RULES = `# Only the product's role, only by the socket in this folder, only with the password beside it.
local all ${NAME} scram-sha-256
`;

/**
 * Makes `<dataFolder>/postgres` with an empty database unless it is there: `cluster/` for PostgreSQL, `password` for us.
 * It appears under its name only when complete; what an earlier, killed attempt left is ended and removed.
 */
export async function initialiseCluster(
  dataFolder: string,
  binaries: Binaries,
  durable: boolean,
  log: Log,
): Promise<void> {
  const finished = path.join(dataFolder, 'postgres');
  const leftovers = readdirSync(dataFolder).filter((entry) => entry.startsWith(UNFINISHED));
  if (leftovers.length === 0 && existsSync(finished)) return;
  // Making a database needs a user with a name; running it does not, and then it is a user nobody else is.
  const maker = { name: identify(dataFolder), owner: runsAsRoot() ? findListedUser() : null };
  await endOrphans(maker.name, maker.owner, log);
  for (const entry of leftovers) removeFolder(path.join(dataFolder, entry));
  if (existsSync(finished)) return;

  log.info({}, 'making the embedded database');
  const unfinished = path.join(dataFolder, UNFINISHED + randomBytes(4).toString('hex'));
  mkdirSync(unfinished, { mode: 0o700 });
  try {
    await fill(unfinished, binaries, durable, maker);
    renameSync(unfinished, finished);
  } finally {
    removeFolder(unfinished);
  }
  if (durable) syncFolder(dataFolder);
}

async function fill(folder: string, binaries: Binaries, durable: boolean, { name, owner }: Maker): Promise<void> {
  const cluster = path.join(folder, 'cluster');
  const password = randomBytes(32).toString('base64url');
  mkdirSync(cluster, { mode: 0o700 });
  writeFileSync(path.join(folder, 'password'), password, { mode: 0o600, flush: durable });
  if (owner) chownSync(cluster, owner.uid, owner.gid);
  const programs = path.join(reachBinaries(binaries, owner).folder, 'bin');
  await runProgram(path.join(programs, 'initdb'), initialiseArguments(name, durable), { cluster, owner });
  writeFileSync(path.join(cluster, 'pg_hba.conf'), ACCESS_RULES, { flush: durable });
  await runProgram(path.join(programs, 'postgres'), singleUserArguments(name, durable), {
    cluster,
    owner,
    input: `CREATE ROLE ${NAME} LOGIN CREATEDB PASSWORD '${password}'\nCREATE DATABASE ${NAME} OWNER ${NAME}\n`,
  });
  if (owner) handOver(cluster, DATABASE_OWNER);
}

/** The built-in locale sorts alike on every machine and after every upgrade of its C library. */
function initialiseArguments(clusterName: string, durable: boolean): string[] {
  const locale = ['--encoding=UTF8', '--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const found = ['-c', `cluster_name=${clusterName}`];
  return [
    '-D',
    DATA_ARGUMENT,
    '-U',
    'postgres',
    '--auth=reject',
    ...locale,
    ...found,
    ...(durable ? [] : ['--no-sync']),
  ];
}

function singleUserArguments(clusterName: string, durable: boolean): string[] {
  const settings = { cluster_name: clusterName, exit_on_error: 'on', fsync: durable ? 'on' : 'off' };
  return ['--single', '-D', DATA_ARGUMENT, ...settingArguments(settings), 'postgres'];
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
