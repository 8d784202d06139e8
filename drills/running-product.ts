import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';

export { endDatabase } from '../src/foundations/database/embedded/testing/find-pids.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const START_PATIENCE_MS = 60_000;

export interface RunningProduct {
  readonly origin: string;
  readonly child: ChildProcess;
  /** From the start of the process to its first answer. */
  readonly startedInMs: number;
  /** What it logged, one JSON line each. */
  readonly lines: string[];
  /** Asks it to stop and waits until it has. */
  stop(): Promise<void>;
  /** `kill -9`, of this one process; its database lives on for a moment, as after a real crash. */
  kill(): Promise<void>;
}

export interface ProductOptions {
  dataFolder: string;
  port?: number;
  environment?: Record<string, string>;
  /** For Node itself, such as `--cpu-prof`. */
  nodeArguments?: readonly string[];
  /** How often to ask whether it answers. */
  pollMs?: number;
}

/** The built product as its users run it: a process of its own with an embedded database. Ready when it answers. */
export async function startProduct(options: ProductOptions): Promise<RunningProduct> {
  const port = options.port ?? (await findFreePort());
  const origin = `http://localhost:${port}`;
  const begun = performance.now();
  const child = spawn(process.execPath, [...(options.nodeArguments ?? []), path.join(ROOT, 'dist/main.js')], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      PUBLIC_URL: origin,
      DATA_DIR: options.dataFolder,
      TRUSTED_PROXIES: '127.0.0.1,::1',
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = once(child, 'exit');
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => lines.push(line));
  }
  await untilAnswers(child, origin, lines, options.pollMs ?? 20);

  return {
    origin,
    child,
    startedInMs: performance.now() - begun,
    lines,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function untilAnswers(child: ChildProcess, origin: string, lines: string[], pollMs: number): Promise<void> {
  const end = Date.now() + START_PATIENCE_MS;
  for (;;) {
    if (child.exitCode !== null || Date.now() > end) {
      child.kill('SIGKILL');
      throw new Error(`the product did not start:\n${lines.slice(-20).join('\n')}`);
    }
    const answer = await fetch(`${origin}/healthz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** The embedded database of a data folder, seen from outside the product. */
export function connectionOf(dataFolder: string): pg.ClientConfig {
  return {
    host: path.join(dataFolder, 'postgres/cluster'),
    port: 5432,
    user: 'gatehouse',
    database: 'gatehouse',
    password: readFileSync(path.join(dataFolder, 'postgres/password'), 'utf8'),
  };
}

/** One question to the database of a running product. */
export async function ask<Row>(dataFolder: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client(connectionOf(dataFolder));
  await client.connect();
  try {
    return (await client.query(text, values)).rows as Row[];
  } finally {
    await client.end();
  }
}

export function postmasterOf(dataFolder: string): number {
  return Number(readFileSync(path.join(dataFolder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n', 1)[0]);
}

export async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was free');
  return address.port;
}
