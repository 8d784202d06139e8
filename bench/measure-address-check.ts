import { prepareList } from '../src/features/ip-restriction/address-list.ts';

/** The longest list of a user, and of an account. */
const ENTRIES = [100, 10_000];
const WARM_UP = 20_000;
const CHECKS = 200_000;

export interface AddressCheck {
  entries: number;
  /** Of one request against the prepared list. */
  checkMs: number;
  /** Once for each version of a list and node. */
  prepareMs: number;
}

/** What a list of addresses adds to a session check: nothing but this is done for it at a request. */
export function measureAddressChecks(): AddressCheck[] {
  return ENTRIES.map((count) => {
    // With gaps, so that no two can be joined.
    const entries = Array.from({ length: count }, (_, n) => ({ range: `10.${n >> 8}.${n & 255}.0/26`, endsAt: null }));
    const begun = performance.now();
    const list = prepareList(entries, new Date());
    const prepareMs = performance.now() - begun;
    const addresses = Array.from({ length: 1000 }, (_, n) => `10.${n & 31}.${(n * 7) & 255}.${n & 255}`);
    for (let n = 0; n < WARM_UP; n += 1) list.contains(addresses[n % 1000] ?? null);
    const started = performance.now();
    let inside = 0;
    for (let n = 0; n < CHECKS; n += 1) if (list.contains(addresses[n % 1000] ?? null)) inside += 1;
    const checkMs = (performance.now() - started) / CHECKS;
    if (inside === 0 || inside === CHECKS) throw new Error('both answers must come up');
    return { entries: count, checkMs, prepareMs };
  });
}
