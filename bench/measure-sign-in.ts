import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHashing } from '../src/features/passwords/hash-password.ts';
import { readCpuTime } from './cpu-time.ts';
import { measureHttp, type Rate } from './measure-http.ts';
import { measureWork } from './measure-work.ts';
import { deviceSecretOf, emailOf, PASSWORD, spreadUsers } from './seeded-user.ts';

const CONNECTIONS = 8;
const PEOPLE = 8_000;
const MAILS_GO_OUT_MS = 2_000;

export interface SignIns {
  rawHash: Rate & { cpuMs: number };
  signIn: Rate;
  /** Processor time of product and database for one sign-in, its alert's delivery included. */
  cpuMs: number;
  eventLoop: { p50: number; p99: number; most: number };
  memoryMb: number;
}

/** `POST /sign-in` by different people at their known devices, against nothing but the password hash on the same cores. */
export async function measureSignIns(at: {
  origin: string;
  child: ChildProcess;
  dataFolder: string;
  users: number;
  seconds: number;
}): Promise<SignIns> {
  const { origin, child, seconds } = at;
  const rawHash = await measureRawHash(seconds);
  const requests = spreadUsers(PEOPLE, at.users).map((user) => ({
    method: 'POST' as const,
    path: '/sign-in',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      origin,
      cookie: `device=${deviceSecretOf(user)}`,
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
      'x-forwarded-for': `${20 + (user % 160)}.${user % 250}.7.7`,
    },
    body: JSON.stringify({ email: emailOf(user), password: PASSWORD }),
  }));
  const before = readCpuTime(child.pid, at.dataFolder);
  child.send('start');
  const signIn = await measureHttp({ url: origin, connections: CONNECTIONS, seconds, requests });
  child.send('end');
  const [eventLoop] = (await once(child, 'message')) as [SignIns['eventLoop']];
  await sleep(MAILS_GO_OUT_MS);
  const cpuMs = (readCpuTime(child.pid, at.dataFolder) - before) / signIn.count;
  return { rawHash, signIn, cpuMs, eventLoop, memoryMb: residentMb(child.pid) };
}

/** The product's own hashing, with its own parameters, in a process that does nothing else. */
async function measureRawHash(seconds: number): Promise<Rate & { cpuMs: number }> {
  const hashing = createHashing();
  const hash = await hashing.hash(PASSWORD);
  const before = process.cpuUsage();
  const rate = await measureWork({ atOnce: CONNECTIONS, seconds, work: () => hashing.verify(hash, PASSWORD) });
  const { user, system } = process.cpuUsage(before);
  return { ...rate, cpuMs: (user + system) / 1000 / rate.count };
}

/** Linux only; elsewhere not a number. */
function residentMb(pid: number | undefined): number {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return Number.NaN;
  }
}
