import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Advice } from './advice.mjs';
import { sayStep } from './say-step.mjs';

/** How long an earlier Gatehouse, whose launcher was killed, may take to finish what it is doing. */
const PATIENCE_MS = 10_000;
const RETRY_MS = 100;

/** Advises when the port cannot be had; waits a little for one that is about to be freed. Odd settings are left to the product. */
export async function requirePort({ PORT = '3000', HOST = 'localhost' }, patienceMs = PATIENCE_MS) {
  const port = Number(PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65535) return;
  const hosts = HOST === 'localhost' ? ['127.0.0.1', '::1'] : [HOST];
  const refusal = await refusalOf(hosts, port);
  if (refusal === 'EACCES') {
    throw new Advice(`Only root may open port ${port}. Choose one above 1023, for instance: PORT=3000 npm start`);
  }
  if (refusal !== 'EADDRINUSE') return;
  const freed = await sayStep(`Port ${port} is taken; waiting in case an earlier Gatehouse is still stopping`, () =>
    becomesFree(hosts, port, patienceMs),
  );
  if (!freed) {
    throw new Advice(
      `Port ${port} on ${HOST} is taken by another program, or by a Gatehouse that is running already.\n` +
        `Stop it, or choose another port: PORT=${port + 1} npm start`,
    );
  }
}

async function becomesFree(hosts, port, patienceMs) {
  for (let waited = 0; waited < patienceMs; waited += RETRY_MS) {
    await sleep(RETRY_MS);
    if ((await refusalOf(hosts, port)) === null) return true;
  }
  return false;
}

async function refusalOf(hosts, port) {
  for (const host of hosts) {
    const refusal = await tryPort(host, port);
    if (refusal === 'EADDRINUSE' || refusal === 'EACCES') return refusal;
  }
  return null;
}

function tryPort(host, port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', ({ code }) => resolve(code));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
