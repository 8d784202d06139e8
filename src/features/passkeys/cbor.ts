import { CeremonyFailed } from './ceremony.ts';

export type CborMap = Map<number | string, CborValue>;
export type CborValue = number | string | boolean | null | Buffer | CborValue[] | CborMap;

const DEEPEST = 8;

/**
 * One item of CBOR in the form that WebAuthn demands (CTAP2 canonical form, RFC 8949): lengths known, numbers whole, no tags,
 * keys once. Everything else is refused, so that nothing is left to interpretation. Returns where the item ends.
 */
export function readCbor(bytes: Buffer, start = 0, depth = 0): { value: CborValue; end: number } {
  if (depth > DEEPEST) throw malformed();
  const first = byteAt(bytes, start);
  const major = first >> 5;
  if (major === 7) return { value: simpleValue(first), end: start + 1 };
  const { count, end } = readCount(bytes, start, first & 31);
  switch (major) {
    case 0:
      return { value: count, end };
    case 1:
      return { value: -1 - count, end };
    case 2:
      return { value: slice(bytes, end, count), end: end + count };
    case 3:
      return { value: textOf(slice(bytes, end, count)), end: end + count };
    case 4:
      return readList(bytes, end, count, depth);
    case 5:
      return readMap(bytes, end, count, depth);
    default:
      throw malformed();
  }
}

/** The same for a text that must be one item and nothing else. */
export function readWholeCbor(bytes: Buffer): CborValue {
  const { value, end } = readCbor(bytes);
  if (end !== bytes.length) throw malformed();
  return value;
}

function readList(bytes: Buffer, start: number, count: number, depth: number) {
  const list: CborValue[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    const item = readCbor(bytes, at, depth + 1);
    list.push(item.value);
    at = item.end;
  }
  return { value: list, end: at };
}

function readMap(bytes: Buffer, start: number, count: number, depth: number) {
  const map: CborMap = new Map();
  let at = start;
  for (let i = 0; i < count; i++) {
    const key = readCbor(bytes, at, depth + 1);
    const item = readCbor(bytes, key.end, depth + 1);
    if (typeof key.value !== 'number' && typeof key.value !== 'string') throw malformed();
    if (map.has(key.value)) throw malformed();
    map.set(key.value, item.value);
    at = item.end;
  }
  return { value: map, end: at };
}

function readCount(bytes: Buffer, start: number, short: number): { count: number; end: number } {
  const at = start + 1;
  if (short < 24) return { count: short, end: at };
  if (short > 26) throw malformed();
  const length = 1 << (short - 24);
  return { count: slice(bytes, at, length).readUIntBE(0, length), end: at + length };
}

function simpleValue(first: number): boolean | null {
  if (first === 0xf4) return false;
  if (first === 0xf5) return true;
  if (first === 0xf6) return null;
  throw malformed();
}

function slice(bytes: Buffer, start: number, length: number): Buffer {
  if (start + length > bytes.length) throw malformed();
  return bytes.subarray(start, start + length);
}

function byteAt(bytes: Buffer, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw malformed();
  return byte;
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw malformed();
  }
}

function malformed(): CeremonyFailed {
  return new CeremonyFailed('malformed');
}
