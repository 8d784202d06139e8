import { lchownSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';

/** The system user a PostgreSQL process runs as. */
export interface Owner {
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root. It then runs as this number, which needs no entry in the user list.
 * It lies below 65536, so that it also exists in a container with a mapped range of users.
 */
export const DATABASE_OWNER: Owner = { uid: 47317, gid: 47317 };

export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Who runs the database in `cluster`; null means this process' own user. Refuses a folder of somebody else. */
export function chooseOwner(cluster: string): Owner | null {
  const { uid, gid } = statSync(cluster);
  if (runsAsRoot()) return uid === 0 ? DATABASE_OWNER : { uid, gid };
  if (process.getuid !== undefined && uid !== process.getuid()) {
    throw new EmbeddedDatabaseError(
      `The database in ${cluster} belongs to the system user ${uid}, Gatehouse runs as ${process.getuid()}. ` +
        'Start it as the user who started it first, or as root.',
    );
  }
  return null;
}

/** A user for `initdb`, which, unlike the server, insists on an entry in the user list. */
export function findListedUser(): Owner {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.uid > 0 && Number.isInteger(user.gid));
  const user = users.find(({ name }) => name === 'nobody') ?? users[0];
  if (!user) throw new EmbeddedDatabaseError('PostgreSQL cannot run as root, and /etc/passwd has no other user.');
  return { uid: user.uid, gid: user.gid };
}

/** Hands a folder and all that is in it to `owner`; links are handed over, never followed. */
export function handOver(folder: string, owner: Owner): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const inside = path.join(folder, entry.name);
    if (entry.isDirectory()) handOver(inside, owner);
    else lchownSync(inside, owner.uid, owner.gid);
  }
  lchownSync(folder, owner.uid, owner.gid);
}
