import { describe, expect, test } from 'vitest';
import { forwardedHops } from './forwarded-header.ts';

const V6 = '2001:db8:cafe::17';

describe('forwardedHops (IP-2)', () => {
  test.each<[line: string, hops: (string | null)[], story: string]>([
    ['for="_gazonk"', [null], 'RFC 7239 §4: a made-up name'],
    ['For="[2001:db8:cafe::17]:4711"', [V6], 'RFC 7239 §4: name in any case, quoted IPv6 with port'],
    ['for=192.0.2.60;proto=http;by=203.0.113.43', ['192.0.2.60'], 'RFC 7239 §4: further parameters'],
    ['for=192.0.2.43, for=198.51.100.17', ['192.0.2.43', '198.51.100.17'], 'RFC 7239 §4: two hops'],
    ['for=192.0.2.43,for="[2001:db8:cafe::17]",for=unknown', ['192.0.2.43', V6, null], 'RFC 7239 §7.1'],
    ['for="192.0.2.43:47011"', ['192.0.2.43'], 'RFC 7239 §6: IPv4 with port'],
    ['for="[2001:db8:cafe::17]:47011"', [V6], 'RFC 7239 §6: IPv6 with port'],
    ['for=_hidden, for=_SEVKISEK', [null, null], 'RFC 7239 §6.3'],
    ['for="192.0.2.43:_port.x-1"', ['192.0.2.43'], 'RFC 7239 §6: a made-up port'],
    ['for=UNKNOWN', [null], 'unknown in any case'],
    ['FOR=192.0.2.1;Proto=HTTPS', ['192.0.2.1'], 'names in any case'],
    ['proto=https;for=192.0.2.1', ['192.0.2.1'], 'in any order'],
    ['proto=https;by=192.0.2.9', [null], 'a hop that does not say for whom'],
    ['for="192\\.0.2.1"', ['192.0.2.1'], 'an escaped character'],
    ['for=192.0.2.1;host="a, for=9.9.9.9"', ['192.0.2.1'], 'a comma inside quotes'],
    ['for=192.0.2.1;host="\\", for=9.9.9.9"', ['192.0.2.1'], 'an escaped quote inside quotes'],
    ['for="[::ffff:192.0.2.1]"', ['192.0.2.1'], 'IPv4-mapped'],
    [' \tfor=192.0.2.1 ; proto=http\t,\tfor=192.0.2.2 ', ['192.0.2.1', '192.0.2.2'], 'spaces around separators'],
    [',, for=192.0.2.1, ,', ['192.0.2.1'], 'nothing between commas'],
    ['for=192.0.2.1;', ['192.0.2.1'], 'nothing behind a semicolon'],
    [';', [null], 'a hop that says nothing'],
    ['', [], 'nothing'],
    ['  ', [], 'spaces'],
    ['for=192.0.2.1;for=192.0.2.2', [null], 'a repeated parameter'],
    ['for=192.0.2.1;proto=http;Proto=https', [null], 'any repeated parameter, in any case'],
    ['for=[2001:db8::1]', [null], 'brackets without quotes'],
    ['for=2001:db8::1', [null], 'IPv6 without brackets and quotes'],
    ['for="2001:db8::1"', [null], 'IPv6 without brackets'],
    ['for=192.0.2.1:80', [null], 'a port without quotes'],
    ['for="192.0.2.1:123456"', [null], 'a port too long'],
    ['for="[192.0.2.1]"', [null], 'IPv4 in brackets'],
    ['for="[2001:db8::1%eth0]"', [null], 'a zone'],
    ['for="010.0.0.1"', [null], 'octal'],
    ['for=" 192.0.2.1"', [null], 'a space inside quotes'],
    ['for=""', [null], 'an empty value'],
    ['for=', [null], 'no value'],
    ['for', [null], 'no equals sign'],
    ['for =192.0.2.1', [null], 'a space before the equals sign'],
    ['for=192.0.2.1 proto=http', [null], 'no separator'],
    ['192.0.2.1', [null], 'no parameter at all'],
    ['for="192.0.2.1', [null], 'an open quote'],
    ['for="192.0.2.1"x', [null], 'text behind a quote'],
    ['for=x y, for=192.0.2.2', [null, '192.0.2.2'], 'a malformed hop spoils itself alone'],
  ])('%s → %j: %s', (line, hops) => {
    expect(forwardedHops(line)).toEqual(hops);
  });

  test('is done with the longest header quickly, whatever is in it', () => {
    for (const piece of ['a="', 'a="\\', ',', ';', '"', 'for="\\",', 'a=b;', '\\"', 'x ', ' ', 'a=b ']) {
      const line = piece.repeat(Math.ceil(8_192 / piece.length));
      expect(forwardedHops(line).every((hop) => hop === null)).toBe(true);
    }
  });
});
