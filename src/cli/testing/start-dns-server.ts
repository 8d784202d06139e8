import { createSocket } from 'node:dgram';
import dns from 'node:dns/promises';
import { once } from 'node:events';

const SERVER_FAILURE = 2;
const NO_SUCH_NAME = 3;
const TXT = 16;
const LONGEST_STRING = 255;

export interface DnsServer {
  /** The TXT records of every name there is. `broken`: the server fails on it. */
  records: Record<string, readonly string[] | 'broken'>;
  /** Every name that was asked for. */
  asked: string[];
  close(): Promise<void>;
}

/** A real name server on this machine (RFC 1035, TXT alone), which this process asks from now on instead of its own. */
export async function startDnsServer(): Promise<DnsServer> {
  const socket = createSocket('udp4');
  const server: DnsServer = {
    records: {},
    asked: [],
    async close() {
      dns.setServers(before);
      socket.close();
      await once(socket, 'close');
    },
  };
  socket.on('message', (query, { port, address }) => {
    const name = nameIn(query);
    server.asked.push(name);
    socket.send(answerTo(query, name, server.records[name]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const before = dns.getServers();
  dns.setServers([`127.0.0.1:${socket.address().port}`]);
  return server;
}

function nameIn(query: Buffer): string {
  const labels: string[] = [];
  for (let at = 12; query[at]; at += 1 + (query[at] ?? 0)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + (query[at] ?? 0)));
  }
  return labels.join('.').toLowerCase();
}

function answerTo(query: Buffer, name: string, found: readonly string[] | 'broken' | undefined): Buffer {
  const records = found === undefined || found === 'broken' ? [] : found;
  const code = found === 'broken' ? SERVER_FAILURE : found === undefined ? NO_SUCH_NAME : 0;
  const question = query.subarray(12, 12 + name.length + 2 + 4);
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  head.writeUInt16BE(0x8180 | code, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(records.length, 6);
  return Buffer.concat([head, question, ...records.map(recordOf)]);
}

/** Its name is that of the question, its text in strings of 255 bytes. */
function recordOf(text: string): Buffer {
  const bytes = Buffer.from(text);
  const strings: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += LONGEST_STRING) {
    const part = bytes.subarray(at, at + LONGEST_STRING);
    strings.push(Buffer.from([part.length]), part);
  }
  const data = Buffer.concat(strings);
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(TXT, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
