import { describe, expect, test } from 'vitest';
import { type Arrival, clientAddress } from './client-address.ts';
import { isRangeProblem, parseRange, type Range } from './ranges.ts';

/*
 * The attacker wants to appear under another address: to pass an IP restriction, to spread guesses over many
 * counters, or to have somebody else's address in the victim's history. They write any header they like. Our
 * proxy, at 10.0.0.2, appends what it saw; the attacker is really at 198.51.100.7.
 */

const REAL = '198.51.100.7';
const PROXY = '10.0.0.2';
const CHOSEN = '9.9.9.9';
const trustedProxies = ['10.0.0.0/8', 'fd00::/8'].map((text): Range => {
  const range = parseRange(text);
  if (isRangeProblem(range)) throw new Error(text);
  return range;
});

function arrive(arrival: Partial<Arrival>): string | null {
  return clientAddress({ peer: PROXY, header: 'x-forwarded-for', headerValues: [], trustedProxies, ...arrival });
}

describe('a peer that is not listed (IP-1)', () => {
  test.each(['x-forwarded-for', 'forwarded'] as const)('is the client, whatever %s says', (header) => {
    for (const value of [CHOSEN, `for=${CHOSEN}`, PROXY, `for=${PROXY}`, 'unknown', '', 'x'.repeat(20_000)]) {
      expect(arrive({ peer: REAL, header, headerValues: [value] })).toBe(REAL);
      expect(arrive({ peer: PROXY, header, headerValues: [value], trustedProxies: [] })).toBe(PROXY);
    }
  });

  test('stays unlisted when it only looks like a listed one', () => {
    for (const peer of ['110.0.0.2', '10.0.0.2.9', '::a00:2', '64:ff9b::a00:2']) {
      expect(arrive({ peer, headerValues: [CHOSEN] })).not.toBe(CHOSEN);
    }
  });
});

describe('what the client wrote before the proxy appended the truth', () => {
  const LIES = [
    CHOSEN,
    `${CHOSEN}, ${CHOSEN}`,
    '10.0.0.3',
    `${CHOSEN}, 10.0.0.3`,
    'unknown',
    '',
    ',,,',
    'for="',
    `for=${CHOSEN}`,
    `for="x, for=`,
    'for="\\',
    `for=${CHOSEN};host="`,
    `for=${CHOSEN};for=${CHOSEN}`,
    '127.0.0.1',
    '::1',
    '\u00ff\u0080',
    Array.from({ length: 60 }, () => '10.0.0.3').join(', '),
  ];

  test.each(LIES)('%j never wins in X-Forwarded-For', (lie) => {
    expect(arrive({ headerValues: [`${lie}, ${REAL}`] })).toBe(REAL);
    expect(arrive({ headerValues: [lie, REAL] })).toBe(REAL);
    expect(arrive({ headerValues: [`${lie}, ${REAL}, 10.1.2.3`] })).toBe(REAL);
    expect(arrive({ headerValues: [lie, REAL, '10.1.2.3'] })).toBe(REAL);
  });

  test.each(LIES)('%j never wins in Forwarded, nor hides the truth', (lie) => {
    const header = 'forwarded';
    for (const truth of [`for=${REAL}`, `for="${REAL}:4711";proto=https;host="a.example:80"`, `by="_x";for=${REAL}`]) {
      expect(arrive({ header, headerValues: [`${lie}, ${truth}`] })).toBe(REAL);
      expect(arrive({ header, headerValues: [lie, truth] })).toBe(REAL);
      expect(arrive({ header, headerValues: [`${lie}, ${truth}, for="[fd00::7]:1"`] })).toBe(REAL);
    }
  });

  test('the other family of headers is never read', () => {
    expect(arrive({ header: 'forwarded', headerValues: [CHOSEN] })).toBeNull();
    expect(arrive({ header: 'x-forwarded-for', headerValues: [`for=${CHOSEN}`] })).toBeNull();
  });
});

describe('no address means null, never a guess (IP-2)', () => {
  test('when the hop that the walk reaches hides or is malformed', () => {
    for (const hop of ['unknown', '_hidden', '', '010.0.0.1', '1.2.3', 'a.example', '1.2.3.4%eth0', '::1%eth0', '*']) {
      expect(arrive({ headerValues: [`${CHOSEN}, ${hop}`] })).toBeNull();
      expect(arrive({ headerValues: [`${CHOSEN}, ${hop}, 10.0.0.9`] })).toBeNull();
      expect(arrive({ header: 'forwarded', headerValues: [`for=${CHOSEN}, for=${hop}`] })).toBeNull();
    }
  });

  test('when the header is longer or the chain deeper than any real one', () => {
    expect(arrive({ headerValues: [`${'1.1.1.1, '.repeat(2_000)}${REAL}`] })).toBeNull();
    expect(arrive({ headerValues: [`${REAL}${', 10.0.0.3'.repeat(31)}`] })).toBe(REAL);
    expect(arrive({ headerValues: [`${REAL}${', 10.0.0.3'.repeat(32)}`] })).toBeNull();
  });

  test('when the socket has no address', () => {
    for (const peer of [undefined, null, '', 'nonsense']) expect(arrive({ peer, headerValues: [CHOSEN] })).toBeNull();
  });
});
