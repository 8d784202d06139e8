import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';
import { parseAddress } from './parse-address.ts';
import { isRangeProblem, parseRange, type Range } from './ranges.ts';

const trustedProxies = ['10.0.0.0/8', '127.0.0.1', 'fd00::/8'].map((text): Range => {
  const range = parseRange(text);
  if (isRangeProblem(range)) throw new Error(text);
  return range;
});

describe('clientAddress', () => {
  const xff = (peer: string, ...headerValues: string[]) =>
    clientAddress({ peer, header: 'x-forwarded-for', headerValues, trustedProxies });

  test.each<[peer: string, lines: string[], client: string | null, story: string]>([
    ['203.0.113.5', [], '203.0.113.5', 'no proxy'],
    ['::ffff:203.0.113.5', [], '203.0.113.5', 'a dual-stack socket'],
    ['fe80::1%eth0', [], 'fe80::1', 'a link-local neighbour'],
    ['10.0.0.2', [], '10.0.0.2', 'the proxy itself'],
    ['10.0.0.2', [''], '10.0.0.2', 'an empty header'],
    ['10.0.0.2', ['203.0.113.5'], '203.0.113.5', 'one proxy'],
    ['::ffff:10.0.0.2', ['203.0.113.5'], '203.0.113.5', 'one proxy, dual-stack'],
    ['fd00::2', ['2001:DB8:0:0::5'], '2001:db8::5', 'one proxy, IPv6'],
    ['10.0.0.2', ['203.0.113.5, 10.0.0.3'], '203.0.113.5', 'two proxies'],
    ['10.0.0.2', ['203.0.113.5', '10.0.0.3'], '203.0.113.5', 'two proxies, two lines'],
    ['10.0.0.2', ['192.0.2.1, 203.0.113.5'], '203.0.113.5', 'a proxy we do not know'],
    ['10.0.0.2', ['10.0.0.9, 10.0.0.3'], '10.0.0.9', 'a client inside'],
    ['10.0.0.2', ['203.0.113.5:4711'], '203.0.113.5', 'a proxy that adds the port'],
    ['10.0.0.2', ['[2001:db8::5]:4711'], '2001:db8::5', 'a proxy that adds the port, IPv6'],
    ['10.0.0.2', ['[2001:db8::5]'], '2001:db8::5', 'a proxy that adds brackets'],
    ['10.0.0.2', ['::ffff:203.0.113.5'], '203.0.113.5', 'a dual-stack proxy'],
  ])('peer %s, lines %j: %s (%s)', (peer, lines, client) => {
    expect(xff(peer, ...lines)).toBe(client);
  });

  test('agrees with a naive judge for every chain of hops, in both headers and however it is split', () => {
    const hop = fc.constantFrom(
      ...['10.0.0.1', '10.255.0.9', '127.0.0.1', 'fd00::1', '203.0.113.5', '198.51.100.7', '2001:db8::5'],
      ...['unknown', '_x', '1.2.3', '::ffff:10.0.0.7', '::ffff:192.0.2.9'],
    );
    const chain = fc.array(fc.tuple(hop, fc.boolean(), fc.boolean()), { maxLength: 8 });
    fc.assert(
      fc.property(
        hop,
        chain,
        fc.constantFrom('x-forwarded-for' as const, 'forwarded' as const),
        (peer, hops, header) => {
          const lines: string[] = [];
          hops.forEach(([text, withPort, newLine], index) => {
            const written = header === 'forwarded' ? forwarded(text, withPort) : xForwardedFor(text, withPort);
            if (index === 0 || newLine) lines.push(written);
            else lines[lines.length - 1] += `, ${written}`;
          });
          const seen = clientAddress({ peer, header, headerValues: lines, trustedProxies });
          expect(seen).toBe(judge([...hops.map(([text]) => text), peer]));
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

const isIpv6 = (text: string) => text.includes(':');

function xForwardedFor(text: string, withPort: boolean): string {
  if (!withPort || !parseAddress(text)) return text;
  return isIpv6(text) ? `[${text}]:80` : `${text}:80`;
}

function forwarded(text: string, withPort: boolean): string {
  if (isIpv6(text)) return `For="[${text}]${withPort ? ':80' : ''}";proto=https`;
  return withPort ? `proto=http;for="${text}:80"` : `for=${text}`;
}

/** From the right: the first that is no proxy of ours; when all are, the leftmost. */
function judge(chain: string[]): string | null {
  const isOurs = (address: string | null) => address !== null && /^(10\.|127\.0\.0\.1$|fd00:)/.test(address);
  const addresses = chain.map(parseAddress).reverse();
  const stranger = addresses.findIndex((address) => !isOurs(address));
  return addresses[stranger < 0 ? addresses.length - 1 : stranger] ?? null;
}
