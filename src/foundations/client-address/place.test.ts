import { describe, expect, test } from 'vitest';
import { createPlaces } from './place.ts';

const places = createPlaces();

describe('createPlaces', () => {
  // Addresses of public resolvers and registries, which have not moved for decades.
  test.each([
    ['8.8.8.8', 'US', /google/i],
    ['2001:4860:4860::8888', 'US', /google/i],
    ['1.1.1.1', expect.any(String), /cloudflare/i],
    ['193.0.6.139', 'NL', /r[ée]seaux ip europ[ée]ens|ripe/i],
    ['::ffff:8.8.8.8', 'US', /google/i],
  ])('tells country and network of %s', (address, country, network) => {
    expect(places.lookUp(address)).toEqual({ country, network: expect.stringMatching(network) });
  });

  test.each([
    ...[null, '', 'nonsense', '8.8.8.8, 1.1.1.1', '8.8.8.8/24', '0.0.0.0', '10.0.0.1', '172.16.0.1', '192.168.1.1'],
    ...['127.0.0.1', '169.254.1.1', '100.64.0.1', '192.0.2.1', '198.51.100.1', '203.0.113.1', '224.0.0.1'],
    ...['255.255.255.255', '::', '::1', 'fe80::1', 'fd00::1', 'ff02::1', '2001:db8::1', '::ffff:10.0.0.1'],
  ])('knows no place of %j', (address) => {
    expect(places.lookUp(address)).toEqual({ country: null, network: null });
  });

  test('gives names fit to be shown', () => {
    for (let first = 1; first < 224; first++) {
      for (const rest of ['0.0.1', '32.1.1', '65.2.2', '128.3.3', '200.9.9']) {
        const { country, network } = places.lookUp(`${first}.${rest}`);
        expect(country ?? 'XX').toMatch(/^[A-Z]{2}$/);
        expect(network ?? 'x').toMatch(/^[^\p{C}<>]{1,80}$/u);
      }
    }
  });
});
