import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Request } from 'autocannon';
import { ask } from '../drills/running-product.ts';
import { LOOK_UP } from '../src/features/sessions/session-table.ts';
import { hashToken } from '../src/foundations/crypto/index.ts';
import { readCpuTime } from './cpu-time.ts';
import { measureHttp, type Rate } from './measure-http.ts';
import { measureWork } from './measure-work.ts';
import { openBarePool } from './open-bare-pool.ts';
import { sessionSecretOf, spreadUsers } from './seeded-user.ts';

const CONNECTIONS = 32;
const SESSIONS = 19_200;

export interface SessionCheck {
  bareHttp: Rate;
  bareLookUp: Rate;
  /** Both together: what any product that looks up a session for each request could reach at best. */
  bareBoth: Rate;
  session: Rate;
  /** Processor time of product and database for one check. */
  cpuMs: number;
}

/** `GET /session` against its two parts, each alone: Node's HTTP server, and the same statement through the same driver. */
export async function measureSessionCheck(at: {
  origin: string;
  child: ChildProcess;
  dataFolder: string;
  users: number;
  seconds: number;
}): Promise<SessionCheck> {
  const { origin, dataFolder, seconds } = at;
  const chosen = spreadUsers(SESSIONS, at.users);
  const requests = chosen.map((user) => ({
    path: '/session',
    headers: { accept: 'application/json', cookie: `session=${sessionSecretOf(user)}` },
  }));
  const bareHttp = await measureBareAnswer(requests, seconds);
  const bareLookUp = await measureBareLookUp(dataFolder, chosen, seconds);
  const bareBoth = await measureBareAnswer(requests, seconds, dataFolder);
  // The product notes once a minute that a session was seen; that is not what is measured here.
  const hashes = chosen.map((user) => hashToken(sessionSecretOf(user)));
  await ask(dataFolder, 'update sessions set last_seen_at = now() where secret_hash = any($1)', [hashes]);
  const before = readCpuTime(at.child.pid, dataFolder);
  const session = await measureHttp({ url: origin, connections: CONNECTIONS, seconds, requests });
  const cpuMs = (readCpuTime(at.child.pid, dataFolder) - before) / session.count;
  return { bareHttp, bareLookUp, bareBoth, session, cpuMs };
}

async function measureBareAnswer(requests: readonly Request[], seconds: number, dataFolder?: string): Promise<Rate> {
  const server = fork(path.join(import.meta.dirname, 'bare-answer.ts'), dataFolder === undefined ? [] : [dataFolder]);
  try {
    const [{ port }] = (await once(server, 'message')) as [{ port: number }];
    return await measureHttp({ url: `http://127.0.0.1:${port}`, connections: CONNECTIONS, seconds, requests });
  } finally {
    server.kill();
  }
}

async function measureBareLookUp(dataFolder: string, users: readonly number[], seconds: number): Promise<Rate> {
  const pool = openBarePool(dataFolder);
  const hashes = users.map((user) => hashToken(sessionSecretOf(user)));
  try {
    return await measureWork({
      atOnce: CONNECTIONS,
      seconds,
      async work(turn) {
        const { rows } = await pool.query({ name: 'look-up', text: LOOK_UP, values: [hashes[turn % hashes.length]] });
        if (rows.length !== 1) throw new Error('a seeded session is not there');
      },
    });
  } finally {
    await pool.end();
  }
}
