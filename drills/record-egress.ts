/** Loaded into a process before the product (`node --import`): tells of every connection it opens and every name it looks up. */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

export interface Egress {
  way: 'connect' | 'look-up' | 'datagram';
  to: string;
}

const tell = (egress: Egress): void => void process.send?.(egress);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (this: net.Socket, ...given: unknown[]) {
  const [first] = given.flat() as [net.NetConnectOpts | number | string];
  tell({ way: 'connect', to: first instanceof Object ? nameOf(first) : nameOf({ path: String(first) }) });
  return connect.apply(this, given as Parameters<typeof connect>);
} as typeof connect;

function nameOf(to: { path?: string | undefined; host?: string | undefined; port?: number }): string {
  return to.path ? to.path : `${to.host ?? 'localhost'}:${to.port}`;
}

const { send } = dgram.Socket.prototype;
dgram.Socket.prototype.send = function (this: dgram.Socket, ...given: unknown[]) {
  tell({ way: 'datagram', to: given.filter((value) => !(value instanceof Object)).join(' ') });
  return (send as (...all: unknown[]) => void).apply(this, given);
} as typeof send;

for (const asked of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype] as object[]) {
  for (const name of Object.getOwnPropertyNames(asked).filter((one) => /^(lookup|resolve|reverse)/.test(one))) {
    const original = (asked as Record<string, (...all: unknown[]) => unknown>)[name];
    (asked as Record<string, unknown>)[name] = function (this: unknown, ...given: unknown[]) {
      // A number needs no asking.
      if (net.isIP(String(given[0])) === 0) tell({ way: 'look-up', to: String(given[0]) });
      return original?.apply(this, given);
    };
  }
}
syncBuiltinESMExports();
// Telling is no reason to stay alive.
process.channel?.unref();
