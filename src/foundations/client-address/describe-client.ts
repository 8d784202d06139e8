import Bowser from 'bowser';

/** What a browser says it is; never a ground for a decision, since anyone can say anything. */
export interface ClientDescription {
  /** Name and major version, such as `Chrome 156`. */
  browser: string | null;
  /** The operating system without its version, which browsers have stopped telling truly. */
  system: string | null;
}

const LONGEST_USER_AGENT = 512;
const MOST_KEPT = 500;
const UNKNOWN: ClientDescription = { browser: null, system: null };

const BROWSERS = new Set(Object.values(Bowser.BROWSER_MAP));
const SYSTEMS = new Set(Object.values(Bowser.OS_MAP));

/** The last answers: the same few texts come with every request. Holds nothing that the text does not say. */
const kept = new Map<string, ClientDescription>();

/**
 * Browser and system behind a `User-Agent`, null where unknown. Never throws. Every word of the answer comes from
 * a closed list, so that no text of the client's can get into pages, mails and logs this way (NM-5).
 */
export function describeClient(userAgent: string | null | undefined): ClientDescription {
  const text = (userAgent ?? '').slice(0, LONGEST_USER_AGENT);
  const known = kept.get(text);
  if (known) {
    kept.delete(text);
    kept.set(text, known);
    return known;
  }
  const description = describeText(text);
  kept.set(text, description);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return description;
}

function describeText(text: string): ClientDescription {
  if (text.trim() === '') return UNKNOWN;
  try {
    const { browser, os } = Bowser.parse(text);
    return { browser: browserOf(browser), system: os.name !== undefined && SYSTEMS.has(os.name) ? os.name : null };
  } catch {
    return UNKNOWN;
  }
}

function browserOf({ name, version }: { name?: string; version?: string }): string | null {
  if (name === undefined || !BROWSERS.has(name)) return null;
  const [major] = /^\d{1,4}(?!\d)/.exec(version ?? '') ?? [];
  return major === undefined ? name : `${name} ${major}`;
}
