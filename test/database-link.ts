import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type pg from 'pg';

/** A wire to the database that a test can cut or make silent. */
export interface DatabaseLink {
  readonly connection: pg.PoolConfig;
  /** Ends all connections; new ones are refused. */
  cut(): Promise<void>;
  /** Connections stay and new ones are taken, but nothing comes through, until `mend`. */
  silence(): void;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function openDatabaseLink(to: pg.PoolConfig): Promise<DatabaseLink> {
  const sockets = new Set<Socket>();
  let silent = false;
  let port = 0;

  const server = createServer((near) => {
    const far = to.host?.startsWith('/')
      ? connect(`${to.host}/.s.PGSQL.${to.port ?? 5432}`)
      : connect(to.port ?? 5432, to.host ?? 'localhost');
    for (const [from, onto] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (bytes) => {
        if (!silent) onto.write(bytes);
      });
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        onto.destroy();
      });
    }
  });

  async function listen(): Promise<void> {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  }

  async function cut(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  await listen();
  return {
    connection: { ...to, host: '127.0.0.1', port },
    cut,
    silence() {
      silent = true;
    },
    async mend() {
      silent = false;
      if (!server.listening) await listen();
    },
    close: cut,
  };
}
