export { clientAddress, type ForwardedHeader } from './client-address.ts';
export { commonNetwork } from './common-network.ts';
export { describeClient } from './describe-client.ts';
export { parseAddress } from './parse-address.ts';
export { createPlaces } from './place.ts';
export { prefixOf } from './prefix-of.ts';
export { createRangeSet, type RangeSet } from './range-set.ts';
export { isRangeProblem, parseRange, type Range, type RangeProblem, rangeContains } from './ranges.ts';
