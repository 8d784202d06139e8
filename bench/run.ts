/**
 * `npm run bench`, or with other sizes `npm run bench -- 1000 100000`. Prints ratios measured in this one run, in the words
 * of docs/performance.md. The filled databases stay below DATA_DIR, else `data/bench`, one folder for each size, so that the
 * next run need not fill them again.
 */
import path from 'node:path';
import { type RunningProduct, startProduct } from '../drills/running-product.ts';
import { fillDatabase } from './fill-database.ts';
import { measureAddressChecks } from './measure-address-check.ts';
import { type BigAccount, measureBigAccount } from './measure-big-account.ts';
import { measureSessionCheck } from './measure-session-check.ts';
import { measureSignIns } from './measure-sign-in.ts';
import { printSize, type SizeFigures } from './print-figures.ts';

const SIZES = [1_000, 100_000, 1_000_000];
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);
const STARTS = 3;
const WARM_UP_SECONDS = 3;

const folders = path.resolve(process.env.DATA_DIR ?? 'data/bench');
const asked = process.argv.slice(2).map(Number);
const figures: SizeFigures[] = [];
for (const users of asked.length > 0 ? asked : SIZES) {
  const dataFolder = path.join(folders, String(users));
  console.log(`\n${users} users in ${dataFolder}`);
  await fillDatabase(dataFolder, users);
  const measured = await measureSize(users, dataFolder);
  figures.push(measured);
  printSize(measured, figures[0] ?? measured);
}

async function measureSize(users: number, dataFolder: string): Promise<SizeFigures> {
  const starts: number[] = [];
  let product = await startWatched(dataFolder);
  for (let start = 1; start < STARTS; start += 1) {
    starts.push(product.startedInMs);
    await product.stop();
    product = await startWatched(dataFolder);
  }
  starts.push(product.startedInMs);
  try {
    const at = { origin: product.origin, child: product.child, dataFolder, users };
    await measureSessionCheck({ ...at, seconds: WARM_UP_SECONDS });
    const checks = [];
    for (let round = 0; round < ROUNDS; round += 1) checks.push(await measureSessionCheck({ ...at, seconds: SECONDS }));
    await measureSignIns({ ...at, seconds: WARM_UP_SECONDS });
    const signIns = [];
    for (let round = 0; round < ROUNDS; round += 1) signIns.push(await measureSignIns({ ...at, seconds: SECONDS }));
    const bigAccounts: BigAccount[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const measured = await measureBigAccount({ ...at, seconds: SECONDS });
      if (measured !== null) bigAccounts.push(measured);
    }
    return { users, starts, checks, signIns, bigAccounts, addressChecks: measureAddressChecks() };
  } finally {
    await product.stop();
  }
}

function startWatched(dataFolder: string): Promise<RunningProduct> {
  const watch = path.join(import.meta.dirname, 'watch-event-loop.ts');
  return startProduct({
    dataFolder,
    environment: { LOG_LEVEL: 'warn' },
    nodeArguments: ['--import', watch, ...(process.env.BENCH_NODE_ARGUMENTS?.split(' ') ?? [])],
    pollMs: 2,
  });
}
