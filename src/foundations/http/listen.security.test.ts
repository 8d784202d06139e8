/*
 * The attacker speaks to the socket itself. They send requests that a proxy in front and the product understand differently,
 * so that a second request hides in the body of the first and is answered to somebody else; bodies and headers that never
 * end; and connections that only wait, until no place is left for customers (AP-9). The listener is the real one, with the
 * whole product behind it.
 */
import net from 'node:net';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openHouse } from '../../../test/house.ts';
import { listen } from './listen.ts';

const house = await openHouse({ keepLog: true, environment: { TRUSTED_PROXIES: '' } });
const patience = { headersMs: 300, requestMs: 700, lookEveryMs: 50 };
/** What reached the product behind the parser. */
const reached: string[] = [];
const app: Parameters<typeof listen>[0] = {
  fetch(request, ...rest) {
    reached.push(`${request.method} ${new URL(request.url).pathname}`);
    return house.parts.app.fetch(request, ...rest);
  },
};
const port = await freePort();
const listening = await listen(app, ['127.0.0.1'], port, patience);
afterAll(() => listening.stop());
beforeEach(() => {
  reached.length = 0;
  house.logged.length = 0;
});

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was free');
  return address.port;
}

interface Said {
  statuses: number[];
  text: string;
}

/** Sends bytes and reads until the other end closes; `more` goes on sending while it is open. */
function say(bytes: string, more?: (socket: net.Socket) => void): Promise<Said> {
  return new Promise((resolve) => {
    let text = '';
    const socket = net.connect(port, '127.0.0.1');
    socket.on('data', (data) => {
      text += data.toString('latin1');
    });
    socket.on('error', () => {});
    socket.once('close', () => {
      resolve({ statuses: [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status)), text });
    });
    socket.write(Buffer.from(bytes, 'latin1'));
    more?.(socket);
  });
}

/** A request line and headers; `Connection: close`, so that an answer ends the exchange. */
function head(line: string, ...headers: string[]): string {
  return [line, 'Host: localhost:3000', 'Sec-Fetch-Site: same-origin', ...headers, '', ''].join('\r\n');
}

const FORM = 'Content-Type: application/x-www-form-urlencoded';
const CHUNKED = 'Transfer-Encoding: chunked';
const POST = 'POST /sign-in HTTP/1.1';
const HIDDEN = 'GET /guide HTTP/1.1\r\nHost: localhost:3000\r\nConnection: close\r\n\r\n';
const chunked = (body: string) => head(POST, FORM, CHUNKED) + body;

describe('a body whose end can be found in two ways is refused, and what hides behind it is not answered', () => {
  const ambiguous: Record<string, string> = {
    'a length, then chunks': `${head(POST, FORM, 'Content-Length: 5', CHUNKED)}0\r\n\r\n`,
    'chunks, then a length': `${head(POST, FORM, CHUNKED, 'Content-Length: 5')}0\r\n\r\n`,
    'two lengths': head(POST, FORM, 'Content-Length: 0', `Content-Length: ${HIDDEN.length}`),
    'one length twice': head(POST, FORM, 'Content-Length: 0', 'Content-Length: 0'),
    'a list of lengths': head(POST, FORM, 'Content-Length: 0, 0'),
    'a length with a sign': head(POST, FORM, 'Content-Length: +0'),
    'a negative length': head(POST, FORM, 'Content-Length: -1'),
    'a hexadecimal length': head(POST, FORM, 'Content-Length: 0x0'),
    'an empty length': head(POST, FORM, 'Content-Length: '),
    'a length that no number holds': head(POST, FORM, 'Content-Length: 99999999999999999999999'),
    'another transfer coding': head(POST, FORM, 'Transfer-Encoding: identity'),
    'chunked, but not last': `${head(POST, FORM, 'Transfer-Encoding: chunked, identity')}0\r\n\r\n`,
    'chunked twice': `${head(POST, FORM, CHUNKED, CHUNKED)}0\r\n\r\n`,
    'almost chunked': `${head(POST, FORM, 'Transfer-Encoding: xchunked')}0\r\n\r\n`,
    'chunked in quotes': `${head(POST, FORM, 'Transfer-Encoding: "chunked"')}0\r\n\r\n`,
    'chunked behind a vertical tab': `${head(POST, FORM, 'Transfer-Encoding: \x0bchunked')}0\r\n\r\n`,
    'a space before the colon': `${head(POST, FORM, 'Transfer-Encoding : chunked')}0\r\n\r\n`,
    'a folded header': `${head(POST, FORM, 'Transfer-Encoding:', ' chunked')}0\r\n\r\n`,
    'chunks in HTTP/1.0': `${head('POST /sign-in HTTP/1.0', FORM, CHUNKED)}0\r\n\r\n`,
    'a negative chunk': chunked('-1\r\n\r\n'),
    'a chunk size with a prefix': chunked('0x1\r\na\r\n0\r\n\r\n'),
    'a chunk size that overflows': chunked('fffffffffffffffff\r\na\r\n0\r\n\r\n'),
    'a chunk size that ends with a line feed alone': chunked('1\na\r\n0\r\n\r\n'),
    'a line feed in a chunk extension': chunked('1;a\nb\r\na\r\n0\r\n\r\n'),
    'a chunk longer than its size': chunked('1\r\nab\r\n0\r\n\r\n'),
  };

  test.each(Object.entries(ambiguous))('%s', async (_, bytes) => {
    const { statuses } = await say(bytes + HIDDEN);
    expect(statuses).toEqual([400]);
    expect(reached).not.toContain('GET /guide');
    expect(await signInWasTried()).toBe(false);
  });
});

/** Whether a handler ran: each try at a password counts. */
async function signInWasTried(): Promise<boolean> {
  return ((await house.database.pool.query('select 1 from guess_counters')).rowCount ?? 0) > 0;
}

describe('headers that could be read in two ways are refused', () => {
  const ambiguous: Record<string, string> = {
    'a space before the first header': `${POST}\r\n Transfer-Encoding: chunked\r\nHost: localhost:3000\r\n\r\n0\r\n\r\n`,
    'lines that end with a line feed alone': head(POST, FORM).replaceAll('\r\n', '\n'),
    'a carriage return alone': head('GET /guide HTTP/1.1', 'X: a\rTransfer-Encoding: chunked'),
    'a NUL': head('GET /guide HTTP/1.1', 'X: a\0b'),
    'a line without a colon': head('GET /guide HTTP/1.1', 'nonsense'),
    'a space in the path': head('GET /guide /x HTTP/1.1'),
    'an unknown method': head('FOO /guide HTTP/1.1'),
    'no host': 'GET /guide HTTP/1.1\r\nConnection: close\r\n\r\n',
    'two hosts': head('GET /guide HTTP/1.1', 'Host: evil.example', 'Connection: close'),
    'two types': `${head(POST, FORM, 'Content-Type: text/plain', 'Content-Length: 3', 'Connection: close')}a=1`,
    'two origins': `${head(POST, 'Origin: http://localhost:3000', 'Origin: https://evil.example', 'Content-Length: 0', 'Connection: close')}`,
    'one site and another': `${head(POST, 'Sec-Fetch-Site: cross-site', 'Content-Length: 0', 'Connection: close')}`,
  };

  test.each(Object.entries(ambiguous))('%s', async (_, bytes) => {
    expect((await say(bytes)).statuses).toEqual([400]);
  });
});

test('a request that hides in the body of a harmless one is only a body', async () => {
  const { statuses } = await say(
    head('GET /healthz HTTP/1.1', `Content-Length: ${HIDDEN.length}`, 'Connection: close') + HIDDEN,
  );
  expect(statuses).toEqual([200]);
  expect(reached).toEqual(['GET /healthz']);
});

test('a header with an underscore, a trailer and an address in the request line say nothing about the client or the host', async () => {
  const customer = await house.customer();
  const wrong = new URLSearchParams({ email: customer.email, password: 'not the password at all' }).toString();
  const trailer = `${wrong.length.toString(16)}\r\n${wrong}\r\n0\r\nX-Forwarded-For: 192.0.2.9\r\n\r\n`;
  const { text } = await say(
    head(POST, FORM, CHUNKED, 'X_Forwarded_For: 192.0.2.8', 'Forwarded_For: 192.0.2.8', 'Connection: close') + trailer,
  );
  expect(text).toMatch(/^HTTP\/1\.1 401/);
  const { rows } = await house.database.pool.query('select distinct address from login_events where outcome = $1', [
    'failure',
  ]);
  expect(rows).toEqual([{ address: '127.0.0.1' }]);
  const absolute = await say(
    head('GET http://evil.example/sign-in HTTP/1.1', 'Accept: text/html', 'Connection: close'),
  );
  expect(absolute.statuses).toEqual([200]);
  expect(absolute.text).not.toContain('evil.example');
  await house.database.pool.query('delete from guess_counters');
});

describe('what is too much', () => {
  test.each([
    ['one header', head('GET /healthz HTTP/1.1', `X: ${'a'.repeat(20_000)}`)],
    ['many headers', head('GET /healthz HTTP/1.1', ...Array.from({ length: 3000 }, () => 'X: abc'))],
    ['a path', head(`GET /${'a'.repeat(20_000)} HTTP/1.1`)],
  ])('%s is refused before anything looks at it', async (_, bytes) => {
    expect((await say(bytes)).statuses).toEqual([431]);
    expect(reached).toEqual([]);
  });

  test('a body that is said to be large is refused without waiting for it', async () => {
    const { statuses } = await say(head(POST, FORM, 'Content-Length: 10000000') + 'a'.repeat(1000));
    expect(statuses).toEqual([413]);
  });

  test('a body without an end is refused after what the door allows, and the connection is cut', async () => {
    let sent = 0;
    const { statuses } = await say(head(POST, FORM, CHUNKED), (socket) => {
      const chunk = `4000\r\n${'a'.repeat(0x4000)}\r\n`;
      const push = () => {
        while (!socket.destroyed && socket.write(chunk)) sent += chunk.length;
      };
      socket.on('drain', push);
      push();
    });
    expect(statuses).toEqual([413]);
    expect(sent).toBeGreaterThan(64 * 1024);
  });
});

describe('what is too slow', () => {
  const drip = (text: string, everyMs: number) => (socket: net.Socket) => {
    const timer = setInterval(() => socket.write(text), everyMs);
    socket.once('close', () => clearInterval(timer));
  };

  test('a connection that sends nothing, or half a line, is closed', async () => {
    for (const beginning of ['', 'GET /heal']) expect((await say(beginning)).statuses).toEqual([408]);
    expect(reached).toEqual([]);
  });

  test('headers that drip are not waited for', async () => {
    const { statuses } = await say('GET /healthz HTTP/1.1\r\nHost: localhost:3000\r\n', drip('X: a\r\n', 50));
    expect(statuses).toEqual([408]);
    expect(reached).toEqual([]);
  });

  test.each([
    ['a stated length', head(POST, FORM, 'Content-Length: 1000'), 'a'],
    ['chunks', head(POST, FORM, CHUNKED), '1\r\na\r\n'],
  ])('a body with %s that drips is not waited for, and no handler runs', async (_, beginning, drop) => {
    const { statuses } = await say(beginning, drip(drop, 50));
    expect(statuses).toEqual([408]);
    expect(await signInWasTried()).toBe(false);
  });

  test('two hundred connections that only wait keep nobody out', async () => {
    const waiting = Array.from({ length: 200 }, () => say('POST /sign-in HTTP/1.1\r\nHost: localhost:3000\r\n'));
    const { statuses } = await say(head('GET /healthz HTTP/1.1', 'Connection: close'));
    expect(statuses).toEqual([200]);
    for (const { statuses: theirs } of await Promise.all(waiting)) expect(theirs).toEqual([408]);
  });
});

test('none of it is logged as a fault of ours', async () => {
  await say(head(POST, FORM, 'Content-Length: 1000'), (socket) => setTimeout(() => socket.destroy(), 50));
  await say(chunked('1\r\nab\r\n'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(house.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});
