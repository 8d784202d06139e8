import {
  createRangeSet,
  isRangeProblem,
  parseRange,
  prefixOf,
  type Range,
} from '../../foundations/client-address/index.ts';
import { DAY } from '../../foundations/clock.ts';
import type { SignIn } from './doors.ts';

/** Refused sign-ins from one operator's network, or where that is not known, from one line. */
export interface RefusedGroup {
  prefixes: string[];
  network: string | null;
  country: string | null;
  addresses: string[];
  count: number;
  last: Date;
  /** `changing`: the list lets in another address of the same line or operator, so this one has changed. */
  kind: 'network' | 'changing';
}

export interface Week {
  from: Date;
  allowed: number;
  refused: number;
}

export interface Replay {
  total: number;
  refused: number;
  refusedSignIns: readonly SignIn[];
  /** The most frequent first. */
  groups: RefusedGroup[];
  weeks: Week[];
}

const WEEK = 7 * DAY;

/** Plays sign-ins of the past through a list: which of them it would have refused. */
export function replaySignIns(
  signIns: readonly SignIn[],
  ranges: readonly string[],
  time: { from: Date; to: Date },
): Replay {
  const parsed = ranges.map(parseRange).filter((range): range is Range => !isRangeProblem(range));
  const list = createRangeSet(parsed);
  const [allowed, refused] = [
    signIns.filter(({ address }) => list.contains(address)),
    signIns.filter(({ address }) => !list.contains(address)),
  ];
  return {
    total: countOf(signIns),
    refused: countOf(refused),
    refusedSignIns: refused,
    groups: groupsOf(refused, knownBy(parsed, allowed)),
    weeks: weeksOf(signIns, (signIn) => list.contains(signIn.address), time),
  };
}

function countOf(signIns: readonly SignIn[]): number {
  return signIns.reduce((sum, { times = 1 }) => sum + times, 0);
}

/** The lines and operators that the list lets in, in part at least. */
function knownBy(ranges: readonly Range[], allowed: readonly SignIn[]) {
  const prefixes = new Set([...ranges.map(prefixOfRange), ...allowed.map(({ prefix }) => prefix)]);
  const networks = new Set(allowed.flatMap(({ network }) => network ?? []));
  return ({ prefix, network }: SignIn) => prefixes.has(prefix) || (network !== null && networks.has(network));
}

function prefixOfRange({ text }: Range): string {
  return prefixOf(text.split(/[/-]/, 1)[0] ?? null);
}

function groupsOf(refused: readonly SignIn[], isKnown: (signIn: SignIn) => boolean): RefusedGroup[] {
  const groups = new Map<
    string,
    Omit<RefusedGroup, 'prefixes' | 'addresses'> & Record<'prefixes' | 'addresses', Set<string>>
  >();
  for (const signIn of refused) {
    const { prefix, network, country, address, at, times = 1 } = signIn;
    const key = network ?? prefix;
    const group = groups.get(key) ?? {
      ...{ prefixes: new Set<string>(), network, country, addresses: new Set<string>(), count: 0, last: at },
      kind: isKnown(signIn) ? ('changing' as const) : ('network' as const),
    };
    groups.set(key, group);
    group.count += times;
    if (at > group.last) group.last = at;
    group.addresses.add(address);
    group.prefixes.add(prefix);
  }
  const found = [...groups.values()].map((group) => ({
    ...group,
    prefixes: [...group.prefixes],
    addresses: [...group.addresses],
  }));
  return found.sort((a, b) => b.count - a.count || b.last.getTime() - a.last.getTime());
}

function weeksOf(
  signIns: readonly SignIn[],
  isAllowed: (signIn: SignIn) => boolean,
  time: { from: Date; to: Date },
): Week[] {
  const count = Math.max(1, Math.ceil((time.to.getTime() - time.from.getTime()) / WEEK));
  const weeks = Array.from({ length: count }, (_, index) => ({
    from: new Date(time.to.getTime() - (count - index) * WEEK),
    allowed: 0,
    refused: 0,
  }));
  for (const signIn of signIns) {
    const ago = Math.floor((time.to.getTime() - signIn.at.getTime()) / WEEK);
    const week = weeks[count - 1 - Math.min(Math.max(ago, 0), count - 1)];
    if (week) week[isAllowed(signIn) ? 'allowed' : 'refused'] += signIn.times ?? 1;
  }
  return weeks;
}
