import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const ROOT = join(import.meta.dirname, '..');
const FOLLOW = pathToFileURL(join(ROOT, 'scripts/stop-with-launcher.mjs')).href;
const PATIENCE_MS = 30_000;
/** Browser tests come from loopback; a trusted proxy there lets each person have an address of their own. */
const PROXIES = '127.0.0.1,::1';

/** The built product, running on a port, a database and a clock of its own. */
export interface Product {
  origin: string;
  /** Where its database is. */
  dataFolder: string;
  /** What time it is for the product. */
  now(): Promise<Date>;
  /** Moves the product's clock forward; never back, since time never does. */
  passTime(seconds: number): Promise<void>;
  stop(): Promise<void>;
}

export async function runProduct(environment: Record<string, string> = {}): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-e2e-'));
  const clockFile = join(folder, 'clock');
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  await writeFile(clockFile, '0');
  // The channel lets the product follow this process, should it be killed.
  const child = spawn(process.execPath, ['--import', FOLLOW, join(ROOT, 'dist/main.js')], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: String(port),
      PUBLIC_URL: origin,
      DATA_DIR: join(folder, 'data'),
      CLOCK_OFFSET_FILE: clockFile,
      TRUSTED_PROXIES: PROXIES,
      LOG_LEVEL: 'warn',
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (text) => {
    said = (said + String(text)).slice(-4000);
  });

  async function stop(): Promise<void> {
    await endProcess(child);
    await rm(folder, { recursive: true, force: true });
  }

  try {
    await untilReady(origin, child);
  } catch (error) {
    await stop();
    throw new Error(`The product did not start. Was it built (npm run build)? It said:\n${said}`, { cause: error });
  }
  return {
    origin,
    dataFolder: join(folder, 'data'),
    stop,
    async now() {
      return new Date(Date.now() + Number(await readFile(clockFile, 'utf8')) * 1000);
    },
    async passTime(seconds) {
      const offset = Number(await readFile(clockFile, 'utf8'));
      await writeFile(clockFile, String(offset + seconds));
    },
  };
}

async function untilReady(origin: string, child: ChildProcess): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`It ended with code ${child.exitCode}.`);
    const answer = await fetch(`${origin}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error('It was not ready in time.');
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const last = await Promise.race([ended.then(() => 'ended'), sleep(PATIENCE_MS, 'patience', { ref: false })]);
  if (last !== 'ended') child.kill('SIGKILL');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, 'localhost', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
