/** Headers that decide who is asked, what is sent or whose page asks. Node keeps the first of two, a proxy perhaps the last. */
const ONCE = new Set([
  'host',
  'content-type',
  'content-length',
  'transfer-encoding',
  'authorization',
  'origin',
  'sec-fetch-site',
]);

/** Whether one of them was sent twice, so that two readers could understand the request differently (AP-9). */
export function hasAmbiguousHeaders(rawHeaders: readonly string[] | undefined): boolean {
  const seen = new Set<string>();
  for (let at = 0; at < (rawHeaders?.length ?? 0); at += 2) {
    const name = rawHeaders?.[at]?.toLowerCase() ?? '';
    if (!ONCE.has(name)) continue;
    if (seen.has(name)) return true;
    seen.add(name);
  }
  return false;
}
