import { nodeAddress } from './node-address.ts';

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const QUOTED = '"((?:[\\t !\\x23-\\x5b\\x5d-\\x7e\\x80-\\xff]|\\\\[\\t -\\x7e\\x80-\\xff])*)"';
/** One `name=value` or nothing, and what ends it. Spaces have one way to match, so a long run of them costs no more. */
const PAIR = new RegExp(`[\\t ]*(?:(${TOKEN})=(?:(${TOKEN})|${QUOTED})[\\t ]*)?(;|,|$)`, 'y');

/**
 * Who each hop of a `Forwarded` line says it was asked by, left to right (RFC 7239 §4). Null stands for a hop
 * without an address: hidden (`unknown`, `_name`), silent (no `for`), or malformed (IP-2).
 * A malformed element spoils itself alone, so that a client cannot hide what a proxy wrote behind it by leaving
 * a quote open.
 */
export function forwardedHops(line: string): (string | null)[] {
  const hops: (string | null)[] = [];
  let at = 0;
  while (at < line.length) {
    const element = readElement(line, at);
    if (element.hop !== undefined) hops.push(element.hop);
    at = element.end;
  }
  return hops;
}

/** One element and where the next one starts; `hop` is undefined for nothing between two commas. */
function readElement(line: string, start: number): { hop: string | null | undefined; end: number } {
  const values = new Map<string, string>();
  PAIR.lastIndex = start;
  for (let ends = ''; ends !== ','; ) {
    const pair = PAIR.exec(line);
    if (!pair) return { hop: null, end: afterComma(line, start) };
    const [, name, token, quoted = ''] = pair;
    ends = pair[4] ?? '';
    if (name !== undefined) {
      const key = name.toLowerCase();
      if (values.has(key)) return { hop: null, end: afterComma(line, start) };
      values.set(key, token ?? quoted.replace(/\\(.)/g, '$1'));
    }
    if (ends === '') break;
  }
  const end = PAIR.lastIndex > start ? PAIR.lastIndex : line.length;
  const isEmpty = line.slice(start, end).replace(/[\t ,]/g, '') === '';
  return { hop: isEmpty ? undefined : nodeAddress(values.get('for') ?? ''), end };
}

function afterComma(line: string, start: number): number {
  const comma = line.indexOf(',', start);
  return comma < 0 ? line.length : comma + 1;
}
