import { closeSync, openSync, readSync } from 'node:fs';
import type { Address } from './address.ts';
import { createNameList, type NameList } from './name-list.ts';
import { findNetwork, type NetworkRanges, WORDS_OF } from './network-table.ts';

/** Read in small pieces: one large buffer, once freed, would stay with the process. */
const PIECE_BYTES = 256 * 1024;

const COMMA = 0x2c;
const NEWLINE = 0x0a;
const COLON = 0x3a;
const ZERO = 0x30;
const NINE = 0x39;
/** So that `a` is ten. */
const LETTER_TEN = 0x61 - 10;
const ZERO_GROUPS: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0];

/**
 * Who runs the network an address is in, by name, from CSV lines sorted by address: first, last, number of the
 * network, name. IPv4 addresses are numbers, IPv6 ones text. Takes some tenths of a second for half a million.
 */
export function readNetworks(files: { ipv4: string; ipv6: string }): (address: Address) => string | null {
  const names = createNameList();
  const ranges = { 4: readRanges(files.ipv4, 4, names), 6: readRanges(files.ipv6, 6, names) };
  const nameAt = names.finish();
  return (address) => {
    const place = findNetwork(ranges[address.family], address);
    return place === null ? null : nameAt(place);
  };
}

function readRanges(file: string, family: 4 | 6, names: NameList): NetworkRanges {
  const words = WORDS_OF[family];
  const writeAddress = family === 4 ? writeIpv4Number : writeIpv6;
  let lines = 0;
  forEachLine(file, () => {
    lines++;
  });
  const first = new Uint32Array(lines * words);
  const last = new Uint32Array(lines * words);
  const name = new Uint32Array(lines);
  let count = 0;
  forEachLine(file, (bytes, start, end) => {
    const firstEnd = indexOf(bytes, COMMA, start, end);
    const lastEnd = indexOf(bytes, COMMA, firstEnd + 1, end);
    const numberEnd = indexOf(bytes, COMMA, lastEnd + 1, end);
    if (firstEnd === start || numberEnd >= end) return;
    writeAddress(bytes, start, firstEnd, first, count * words);
    writeAddress(bytes, firstEnd + 1, lastEnd, last, count * words);
    name[count] = names.add(readNumber(bytes, lastEnd + 1, numberEnd), bytes, numberEnd + 1, end);
    count++;
  });
  return {
    first: first.subarray(0, count * words),
    last: last.subarray(0, count * words),
    name: name.subarray(0, count),
  };
}

/** Calls `use` with the place of each line; a line longer than a piece is left out. */
function forEachLine(file: string, use: (bytes: Buffer, start: number, end: number) => void): void {
  const bytes = Buffer.alloc(PIECE_BYTES);
  const handle = openSync(file, 'r');
  try {
    for (let kept = 0; ; ) {
      const read = readSync(handle, bytes, kept, bytes.length - kept, null);
      const filled = kept + read;
      let start = 0;
      for (let end = bytes.indexOf(NEWLINE); end >= 0 && end < filled; end = bytes.indexOf(NEWLINE, start)) {
        use(bytes, start, end);
        start = end + 1;
      }
      if (read === 0) {
        if (start < filled) use(bytes, start, filled);
        return;
      }
      kept = start === 0 && filled === bytes.length ? 0 : bytes.copy(bytes, 0, start, filled);
    }
  } finally {
    closeSync(handle);
  }
}

function writeIpv4Number(bytes: Buffer, from: number, to: number, into: Uint32Array, at: number): void {
  into[at] = readNumber(bytes, from, to);
}

/** Only for data we ship, where every address is well-formed: what people and proxies say is parsed strictly. */
function writeIpv6(bytes: Buffer, from: number, to: number, into: Uint32Array, at: number): void {
  const groups: number[] = [];
  let gap = -1;
  let group = 0;
  for (let index = from; index <= to; index++) {
    const byte = index < to ? (bytes[index] ?? 0) : COLON;
    if (byte !== COLON) group = group * 16 + (byte <= NINE ? byte - ZERO : (byte | 0x20) - LETTER_TEN);
    else if (index > from && bytes[index - 1] === COLON) gap = groups.length;
    else if (index > from) {
      groups.push(group);
      group = 0;
    }
  }
  if (gap >= 0) groups.splice(gap, 0, ...ZERO_GROUPS.slice(groups.length));
  for (let word = 0; word < WORDS_OF[6]; word++) {
    into[at + word] = (groups[2 * word] ?? 0) * 0x1_0000 + (groups[2 * word + 1] ?? 0);
  }
}

function readNumber(bytes: Buffer, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) number = number * 10 + (bytes[at] ?? ZERO) - ZERO;
  return number;
}

/** `end` when there is none. By hand, since a call of the buffer's own costs more than a short walk. */
function indexOf(bytes: Buffer, byte: number, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== byte) at++;
  return at;
}
