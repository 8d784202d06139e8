import { createServer, type Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { SECOND } from '../clock.ts';
import type { HttpEnv } from './create-app.ts';

/** How long a slow client may hold a place (AP-9). Who is late is found at the next look. */
interface Patience {
  headersMs: number;
  requestMs: number;
  lookEveryMs: number;
}

const PATIENCE: Patience = { headersMs: 10 * SECOND, requestMs: 30 * SECOND, lookEveryMs: 5 * SECOND };
const DRAIN_TIMEOUT = 10 * SECOND;

export interface Listening {
  /** No new requests; those in flight finish, within ten seconds. */
  stop(): Promise<void>;
}

/** Serves on every given address or on none. Refuses with the system's error (EADDRINUSE and the like). */
export async function listen(
  app: Pick<Hono<HttpEnv>, 'fetch'>,
  addresses: readonly string[],
  port: number,
  patience: Patience = PATIENCE,
): Promise<Listening> {
  const servers: Server[] = [];
  try {
    for (const address of addresses) servers.push(await listenOn(app, address, port, patience));
  } catch (error) {
    await Promise.all(servers.map(drain));
    throw error;
  }
  return { stop: async () => void (await Promise.all(servers.map(drain))) };
}

async function listenOn(
  app: Pick<Hono<HttpEnv>, 'fetch'>,
  host: string,
  port: number,
  { headersMs, requestMs, lookEveryMs }: Patience,
): Promise<Server> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    createServer,
    serverOptions: {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: lookEveryMs,
    },
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, ipv6Only: host.includes(':') && host !== '::' }, resolve);
  });
  return server;
}

async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), DRAIN_TIMEOUT);
  await closed;
  clearTimeout(timer);
}
