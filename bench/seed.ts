/** `npm run bench:seed -- 100000`: a database with that many users, in a folder of its own below DATA_DIR, else `data/bench`. */
import path from 'node:path';
import { fillDatabase } from './fill-database.ts';
import { PASSWORD } from './seeded-user.ts';

const MOST_USERS = 10_000_000;

const users = Number(process.argv[2] ?? 1000);
if (!Number.isInteger(users) || users < 1 || users > MOST_USERS) {
  console.error(`How many users? For example: npm run bench:seed -- 100000 (at most ${MOST_USERS})`);
  process.exit(1);
}
const dataFolder = path.resolve(process.env.DATA_DIR ?? 'data/bench', String(users));
const begun = performance.now();
await fillDatabase(dataFolder, users);
const seconds = ((performance.now() - begun) / 1000).toFixed(1);
console.log(`${dataFolder} has ${users} users, filled in ${seconds} s. Each signs in as bench-1@example.test`);
console.log(`and so on, with the password: ${PASSWORD}`);
console.log(`Look at it: DATA_DIR=${dataFolder} npm start`);
