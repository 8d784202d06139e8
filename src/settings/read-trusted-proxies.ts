import { isRangeProblem, parseRange, type Range, type RangeProblem } from '../foundations/client-address/index.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Ranges wider than the widest private networks would trust strangers: 10.0.0.0/8 and fc00::/7. */
const WIDEST_TRUSTED = { 4: 1n << 24n, 6: 1n << 121n } as const;

const EVERYBODY = 'would trust everybody, so that anyone could pretend to come from any address; list your own proxies';

/** Addresses, networks and ranges with commas between. Refuses whatever would trust strangers (IP-1). */
export function readTrustedProxies(text: string): Range[] | Refusal {
  const ranges: Range[] = [];
  const problems: string[] = [];
  for (const [index, entry] of text.split(',').entries()) {
    const parsed = parseRange(entry);
    const problem = isRangeProblem(parsed) ? wordsOfRangeProblem(entry.trim(), parsed) : wordsOfWidth(parsed);
    if (problem) problems.push(`entry ${index + 1} ${problem}`);
    else if (!isRangeProblem(parsed)) ranges.push(parsed);
  }
  return problems.length > 0 ? refuse(problems.join('; ')) : ranges;
}

function wordsOfRangeProblem(entry: string, { problem, suggestion }: RangeProblem): string {
  if (/^(true|yes|on|\*|all|any|everyone)$/i.test(entry)) return EVERYBODY;
  const meant = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
  if (problem === 'host-bits') return `names an address inside a network${meant}`;
  if (problem === 'reversed') return `ends before it begins${meant}`;
  if (problem === 'mixed-families') return 'begins as IPv4 and ends as IPv6 or the other way round';
  if (problem === 'prefix-too-long') return 'has more bits behind the slash than an address has';
  return 'is no address (10.0.0.2), no network (10.0.0.0/24) and no range (10.0.0.2-10.0.0.9)';
}

function wordsOfWidth(range: Range): string | null {
  return range.last - range.first >= WIDEST_TRUSTED[range.family] ? EVERYBODY : null;
}
