import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type ProxyName = 'nginx' | 'caddy' | 'haproxy';
export type HeaderFamily = 'x-forwarded-for' | 'forwarded';

export interface RunningProxy {
  port: number;
  stop(): Promise<void>;
}

interface Where {
  folder: string;
  port: number;
  /** The product's. */
  target: number;
  header: HeaderFamily;
}

/** As people configure it: each names the client that it sees, whatever the client says of itself. */
const CONFIGURATIONS: Record<ProxyName, (where: Where) => string> = {
  // Appends to what the client sent.
  nginx: ({ folder, port, target, header }) => `
    daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; events {}
    http {
      access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
      fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
      server {
        listen 127.0.0.1:${port};
        location / {
          proxy_pass http://127.0.0.1:${target};
          proxy_bind 127.0.0.1;
          proxy_set_header Host $http_host;
          ${
            header === 'forwarded'
              ? 'proxy_set_header Forwarded "$http_forwarded, for=$remote_addr";'
              : 'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;'
          }
        }
      }
    }`,
  // Drops what the client sent, since it trusts nobody.
  caddy: ({ port, target, header }) => `
    {
      admin off
      auto_https off
    }
    http://:${port} {
      bind 127.0.0.1
      reverse_proxy 127.0.0.1:${target} {
        ${header === 'forwarded' ? 'header_up +Forwarded "for={remote_host}"' : ''}
      }
    }`,
  // Adds a line of its own after the client's.
  haproxy: ({ port, target, header }) => `
    global
      log stderr format raw local0 err
    defaults
      mode http
      timeout connect 5s
      timeout client 30s
      timeout server 30s
    frontend in
      bind 127.0.0.1:${port}
      ${header === 'forwarded' ? 'http-request add-header Forwarded for=%[src]' : 'option forwardfor'}
      default_backend product
    backend product
      server product 127.0.0.1:${target} source 127.0.0.1\n`,
};

const FILES: Record<ProxyName, string> = { nginx: 'nginx.conf', caddy: 'Caddyfile', haproxy: 'haproxy.cfg' };
const COMMANDS: Record<ProxyName, (file: string) => string[]> = {
  nginx: (file) => [process.env.NGINX_PATH ?? '/usr/sbin/nginx', '-c', file],
  caddy: (file) => [process.env.CADDY_PATH ?? '/usr/bin/caddy', 'run', '--config', file, '--adapter', 'caddyfile'],
  haproxy: (file) => [process.env.HAPROXY_PATH ?? '/usr/sbin/haproxy', '-f', file, '-db'],
};
const PATIENCE_MS = 15_000;

export async function runProxy(name: ProxyName, where: Where): Promise<RunningProxy> {
  mkdirSync(where.folder, { recursive: true });
  const file = path.join(where.folder, FILES[name]);
  writeFileSync(file, CONFIGURATIONS[name](where));
  const [command = '', ...options] = COMMANDS[name](file);
  const child = spawn(command, options, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HOME: where.folder },
  });
  const ended = once(child, 'exit');
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)));
  const end = Date.now() + PATIENCE_MS;
  while (!(await answers(where.port))) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(`${name} did not start:\n${said.slice(-2000)}`);
    await sleep(50);
  }
  return {
    port: where.port,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
