import {
  commonNetwork,
  isRangeProblem,
  parseRange,
  prefixOf,
  type Range,
} from '../../foundations/client-address/index.ts';
import type { Limited } from './address-list.ts';
import type { SignIn } from './doors.ts';
import type { Replay } from './replay-sign-ins.ts';

export interface Proposal {
  range: string;
  reason: 'line' | 'operator' | 'address';
  network: string | null;
  /** How many of the refused sign-ins it would let in. */
  count: number;
}

/** What a person should know about a list before it counts. */
export interface Judgement {
  isHere: boolean;
  /** Networks in which single addresses are on the list and the user came from several. */
  changing: { network: string | null; count: number }[];
  /** The user came with both kinds of addresses, and the list has one. */
  lacksFamily: boolean;
  overlaps: { inner: string; outer: string }[];
  wide: string[];
  /** The day after which nothing is left; null: something stays. */
  endsWith: Date | null;
  proposals: Proposal[];
}

/** From so many addresses of one network on, the address is taken to change by itself. */
const MANY_ADDRESSES = 3;
/** A list that holds more keeps out hardly anybody. */
const WIDE_BITS = { 4: 24n, 6: 108n } as const;
/** No operator's range is proposed that is wider. */
const WIDEST_PROPOSAL_BITS = 16;
const MOST_PROPOSALS = 5;
const MOST_OVERLAPS = 5;

export function judgeList(
  entries: readonly Limited[],
  evidence: { signIns: readonly SignIn[]; replay: Replay; address: string | null; isHere: boolean },
): Judgement {
  const ranges = entries
    .map(({ range }) => parseRange(range))
    .filter((range): range is Range => !isRangeProblem(range));
  const { signIns, replay, address, isHere } = evidence;
  return {
    isHere,
    changing: changingNetworks(ranges, signIns),
    lacksFamily: lacksFamily(ranges, [...signIns.map((signIn) => signIn.address), ...(address ? [address] : [])]),
    overlaps: overlapsOf(ranges),
    wide: ranges
      .filter(({ family, first, last }) => last - first + 1n >= 1n << WIDE_BITS[family])
      .map(({ text }) => text),
    endsWith: lastEnd(entries),
    proposals: proposalsFor(signIns, replay),
  };
}

function changingNetworks(ranges: readonly Range[], signIns: readonly SignIn[]): Judgement['changing'] {
  const singles = new Set(ranges.filter(({ first, last }) => first === last).map(({ text }) => text));
  const seen = new Map<string, { network: string | null; addresses: Set<string>; isListed: boolean }>();
  for (const { who = '', network, prefix, address } of signIns) {
    const key = `${who} ${network ?? prefix}`;
    const known = seen.get(key) ?? { network, addresses: new Set<string>(), isListed: false };
    seen.set(key, known);
    known.addresses.add(address);
    known.isListed ||= singles.has(address);
  }
  return [...seen.values()]
    .filter(({ addresses, isListed }) => isListed && addresses.size >= MANY_ADDRESSES)
    .map(({ network, addresses }) => ({ network, count: addresses.size }));
}

function lacksFamily(ranges: readonly Range[], addresses: readonly string[]): boolean {
  const listed = new Set(ranges.map(({ family }) => family));
  const came = new Set(addresses.map((address) => (address.includes(':') ? 6 : 4)));
  return listed.size === 1 && came.size === 2;
}

function overlapsOf(ranges: readonly Range[]): Judgement['overlaps'] {
  const found: Judgement['overlaps'] = [];
  // Whatever holds a range begins before it, or with it and ends later: the one that reaches farthest so far is enough.
  let widest: Range | null = null;
  for (const range of [...ranges].sort(byPlace)) {
    if (widest?.family === range.family && range.last <= widest.last) {
      found.push({ inner: range.text, outer: widest.text });
      if (found.length === MOST_OVERLAPS) break;
    } else {
      widest = range;
    }
  }
  return found;
}

function byPlace(a: Range, b: Range): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.last > b.last ? -1 : 1;
}

function lastEnd(entries: readonly Limited[]): Date | null {
  const ends = entries.flatMap(({ endsAt }) => endsAt ?? []);
  if (ends.length < entries.length || ends.length === 0) return null;
  return new Date(Math.max(...ends.map((end) => end.getTime())));
}

/** Of each line that was refused: the line's network (IPv6), the operator's range that was seen, or the one address. */
function proposalsFor(signIns: readonly SignIn[], { refusedSignIns }: Replay): Proposal[] {
  const lines = new Map<string, { network: string | null; addresses: Set<string>; count: number }>();
  for (const { prefix, network, address, times = 1 } of refusedSignIns) {
    const line = lines.get(prefix) ?? { network, addresses: new Set<string>(), count: 0 };
    lines.set(prefix, line);
    line.addresses.add(address);
    line.count += times;
  }
  const operators = operatorRanges(signIns);
  const proposals = new Map<string, Proposal>();
  for (const [prefix, { network, addresses, count }] of lines) {
    const { range, reason } = proposalFor(operators, { prefix, network, addresses: [...addresses] });
    const before = proposals.get(range)?.count ?? 0;
    proposals.set(range, { range, reason, network, count: before + count });
  }
  return [...proposals.values()].sort((a, b) => b.count - a.count).slice(0, MOST_PROPOSALS);
}

function proposalFor(
  operators: ReadonlyMap<string, string>,
  { prefix, network, addresses }: { prefix: string; network: string | null; addresses: readonly string[] },
): Pick<Proposal, 'range' | 'reason'> {
  const [address = prefix] = addresses;
  if (prefix.includes(':')) return { range: prefix, reason: 'line' };
  const operator = operators.get(network ?? '');
  if (operator !== undefined) return { range: operator, reason: 'operator' };
  return addresses.length > 1 ? { range: prefix, reason: 'line' } : { range: address, reason: 'address' };
}

/** By operator, the smallest network around all IPv4 addresses of it that were seen; none for one line, or when it is too wide. */
function operatorRanges(signIns: readonly SignIn[]): Map<string, string> {
  const seen = new Map<string, Set<string>>();
  for (const { network, address } of signIns) {
    if (network === null || address.includes(':')) continue;
    const addresses = seen.get(network) ?? new Set();
    seen.set(network, addresses.add(address));
  }
  const ranges = new Map<string, string>();
  for (const [network, addresses] of seen) {
    const lines = new Set([...addresses].map((address) => prefixOf(address)));
    const common = lines.size > 1 ? commonNetwork([...addresses]) : null;
    if (common !== null && common.bits >= WIDEST_PROPOSAL_BITS) ranges.set(network, common.text);
  }
  return ranges;
}
