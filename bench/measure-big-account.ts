import type { ChildProcess } from 'node:child_process';
import { ask } from '../drills/running-product.ts';
import { hashToken } from '../src/foundations/crypto/index.ts';
import { readCpuTime } from './cpu-time.ts';
import { measureHttp } from './measure-http.ts';
import { sessionSecretOf } from './seeded-user.ts';

const MEMBERS = 10_000;
const CONNECTIONS = 32;

const JOIN = `
  insert into memberships (account_id, user_id, role, joined_at)
  select $1, user_id, 'technical', now() from sessions where secret_hash = any($2) and account_id <> $1
  on conflict do nothing`;
const MOVE = 'update sessions set account_id = $1, last_seen_at = now() where secret_hash = any($2)';
const BACK = `
  update sessions s set account_id = m.account_id, last_seen_at = now()
    from memberships m where m.user_id = s.user_id and m.role = 'owner' and s.secret_hash = any($1)`;
const LEAVE = `delete from memberships where account_id = $1 and role = 'technical'`;

export interface BigAccount {
  members: number;
  /** Processor time of product and database for one decision, by the same sessions. */
  ownCpuMs: number;
  bigCpuMs: number;
}

/**
 * What a decision costs a member of a very large account, against the same sessions in their users’ own accounts:
 * `GET /session` goes through the one look-up and the one decision of every door. Leaves the database as it was.
 */
export async function measureBigAccount(at: {
  origin: string;
  child: ChildProcess;
  dataFolder: string;
  users: number;
  seconds: number;
}): Promise<BigAccount | null> {
  const { dataFolder, seconds } = at;
  if (at.users <= MEMBERS) return null;
  const secrets = Array.from({ length: MEMBERS }, (_, index) => sessionSecretOf(index + 2));
  const hashes = secrets.map(hashToken);
  const [{ account_id: big } = { account_id: '' }] = await ask<{ account_id: string }>(
    dataFolder,
    'select account_id from sessions where secret_hash = $1',
    [hashToken(sessionSecretOf(1))],
  );
  const requests = secrets.map((secret) => ({
    path: '/session',
    headers: { accept: 'application/json', cookie: `session=${secret}` },
  }));
  const measure = async () => {
    const before = readCpuTime(at.child.pid, dataFolder);
    const { count } = await measureHttp({ url: at.origin, connections: CONNECTIONS, seconds, requests });
    return (readCpuTime(at.child.pid, dataFolder) - before) / count;
  };
  try {
    // Their own first, as moving writes every row anew and that is not what is compared.
    await ask(dataFolder, JOIN, [big, hashes]);
    await ask(dataFolder, BACK, [hashes]);
    await ask(dataFolder, 'vacuum analyze sessions, memberships', []);
    const ownCpuMs = await measure();
    await ask(dataFolder, MOVE, [big, hashes]);
    await ask(dataFolder, 'vacuum analyze sessions, memberships', []);
    return { members: MEMBERS, ownCpuMs, bigCpuMs: await measure() };
  } finally {
    await ask(dataFolder, BACK, [hashes]);
    await ask(dataFolder, LEAVE, [big]);
  }
}
