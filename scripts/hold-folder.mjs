import { mkdirSync, statSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { RUNTIME } from './folders.mjs';
import { sayStep } from './say-step.mjs';

const RETRY_MS = 200;

/**
 * Runs `work` while no other launcher prepares this folder: two installations at once would destroy each other.
 * What is held is a socket without a file, which ends with its process, so nothing stale is left; only Linux has these.
 */
export async function holdFolder(work) {
  if (process.platform !== 'linux') return work();
  mkdirSync(RUNTIME, { recursive: true });
  const { dev, ino } = statSync(RUNTIME);
  const hold = () => listen(`\0gatehouse-preparing-${dev}-${ino}`);
  const server =
    (await hold()) ?? (await sayStep('Another start is preparing this folder; waiting for it', () => wait(hold)));
  try {
    return await work();
  } finally {
    server.close();
  }
}

async function wait(hold) {
  for (;;) {
    await sleep(RETRY_MS);
    const server = await hold();
    if (server) return server;
  }
}

function listen(address) {
  return new Promise((resolve, reject) => {
    const server = net.createServer((visitor) => visitor.destroy());
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen(address, () => resolve(server));
  });
}
