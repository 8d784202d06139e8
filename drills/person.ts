import { randomBytes } from 'node:crypto';

export interface Answer {
  status: number;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: drills look into bodies of every shape
  json: any;
  headers: Headers;
  tookMs: number;
}

/** Somebody with one browser, who speaks JSON to a product over the network. */
export class Person {
  readonly email: string;
  readonly password: string;
  readonly cookies = new Map<string, string>();
  origin: string;
  address: string;

  constructor(origin: string, address: string, email?: string) {
    const id = randomBytes(5).toString('hex');
    this.origin = origin;
    this.address = address;
    this.email = email ?? `person-${id}@example.test`;
    this.password = `correct horse ${id} staple`;
  }

  /** Rejects when the product does not answer: it was killed, or is not up. */
  async send(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
    const begun = performance.now();
    const response = await fetch(this.origin + path, {
      method,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
        'x-forwarded-for': this.address,
        ...(method === 'POST' ? { 'content-type': 'application/json', origin: this.origin } : {}),
        ...(this.cookies.size > 0 ? { cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; ') } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    this.#keepCookies(response.headers);
    const tookMs = performance.now() - begun;
    return { status: response.status, text, json: parse(text), headers: response.headers, tookMs };
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  post(path: string, body: object = {}): Promise<Answer> {
    return this.send('POST', path, body);
  }

  signUp(): Promise<Answer> {
    return this.post('/sign-up', { email: this.email, password: this.password, name: 'Person' });
  }

  signIn(password = this.password): Promise<Answer> {
    return this.post('/sign-in', { email: this.email, password });
  }

  /** With the link in the text of the sign-up mail. */
  async confirm(mailText: string): Promise<void> {
    const token = /verify-address\?token=([\w-]+)/.exec(mailText)?.[1];
    const answer = await this.post('/verify-address', { token });
    if (answer.status !== 200) throw new Error(`not confirmed: ${answer.text}`);
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
