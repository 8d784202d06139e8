import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import type { HttpEnv } from '../src/foundations/http/index.ts';

export interface VisitorOptions {
  email?: string;
  password?: string;
  address?: string;
  userAgent?: string;
  name?: string;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  json: any;
}

type SentHeaders = Record<string, string | undefined>;

let lastAddress = 0;

/** A browser as a program: a cookie jar, an address, JSON or pages. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  email: string;
  password: string;
  name: string;
  address: string;
  userAgent: string;
  /** The other end of the socket; the proxy that tests trust. */
  peer = '127.0.0.1';
  readonly #app: Hono<HttpEnv>;

  constructor(app: Hono<HttpEnv>, options: VisitorOptions = {}) {
    this.#app = app;
    const id = randomBytes(5).toString('hex');
    lastAddress += 1;
    this.email = options.email ?? `visitor-${id}@example.test`;
    this.password = options.password ?? `correct horse ${id} staple`;
    this.name = options.name ?? 'Visitor';
    this.address = options.address ?? `198.51.${100 + Math.floor(lastAddress / 250)}.${1 + (lastAddress % 250)}`;
    this.userAgent =
      options.userAgent ?? 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36';
  }

  /** The same person and address in another browser: no cookie. */
  elsewhere(options: VisitorOptions = {}): Visitor {
    const { email, password, name, address, userAgent } = this;
    return new Visitor(this.#app, { email, password, name, address, userAgent, ...options });
  }

  /** A header given as undefined is not sent. */
  async send(method: string, path: string, body?: string | object, headers: SentHeaders = {}): Promise<Answer> {
    const isText = typeof body === 'string';
    const response = await this.#app.request(
      `http://localhost:3000${path}`,
      {
        method,
        headers: sent({
          host: 'localhost:3000',
          accept: 'application/json',
          'user-agent': this.userAgent,
          'x-forwarded-for': this.address,
          ...(method === 'GET' ? {} : { 'sec-fetch-site': 'same-origin' }),
          ...(body === undefined || isText ? {} : { 'content-type': 'application/json' }),
          ...(this.cookies.size > 0 ? { cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; ') } : {}),
          ...headers,
        }),
        ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
      },
      { incoming: { socket: { remoteAddress: this.peer } } } as unknown as HttpEnv['Bindings'],
    );
    this.#keepCookies(response.headers);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parse(text) };
  }

  get(path: string, headers?: SentHeaders): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body: object = {}, headers?: SentHeaders): Promise<Answer> {
    return this.send('POST', path, body, headers);
  }

  /** As a browser without script does: a form in, a page out. */
  form(path: string, fields: Record<string, string>, headers: SentHeaders = {}): Promise<Answer> {
    return this.send('POST', path, new URLSearchParams(fields).toString(), {
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    });
  }

  page(path: string): Promise<Answer> {
    return this.get(path, { accept: 'text/html' });
  }

  signUp(more: object = {}): Promise<Answer> {
    return this.post('/sign-up', { email: this.email, password: this.password, name: this.name, ...more });
  }

  signIn(password = this.password, more: object = {}): Promise<Answer> {
    return this.post('/sign-in', { email: this.email, password, ...more });
  }

  #keepCookies(headers: Headers): void {
    for (const cookie of headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const equals = pair.indexOf('=');
      const value = pair.slice(equals + 1);
      if (value === '' || /max-age=0/i.test(cookie)) this.cookies.delete(pair.slice(0, equals));
      else this.cookies.set(pair.slice(0, equals), value);
    }
  }
}

function sent(headers: SentHeaders): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
