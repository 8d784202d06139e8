const MOST = 8;
/** Ours are far shorter, and each letter of a host costs as much as there are letters. */
const LONGEST_LINK = 2000;
const LINK = /\bhttps?:(?:\/\/|\\\\|&#x2f;&#x2f;|&#47;&#47;)[^\s"'<>]+/gi;
const ATTRIBUTE = /\b(?:href|src|action|formaction|background)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi;
/** A mail is at no address: what is relative leads nowhere. */
const RELATIVE = 'https://relative.invalid';
/** Leads nowhere else by itself. */
const HARMLESS = /^(?:#|mailto:|cid:|tel:|$)/i;

/** The hosts that a message links to and that are not ours; at most a few, each once. `ours` are origins. */
export function findForeignLinks(content: string, ours: readonly string[]): string[] {
  const readable = decodeEntities(content);
  const links = [
    ...[...readable.matchAll(LINK)].map(([link]) => link),
    ...[...readable.matchAll(ATTRIBUTE)].map((match) => (match[1] ?? match[2] ?? match[3] ?? '').trim()),
  ];
  const hosts = new Set<string>();
  let unreadable = 0;
  for (const link of links) {
    const host = HARMLESS.test(link) ? null : foreignHost(link, ours);
    if (host !== null) hosts.add(host);
    if (host === '?') unreadable += 1;
    if (hosts.size === MOST || unreadable === MOST) break;
  }
  return [...hosts];
}

/** As a browser would read it, in punycode: no letter can pass for another. */
function foreignHost(found: string, ours: readonly string[]): string | null {
  if (found.length > LONGEST_LINK) return '?';
  const link = withoutPunctuation(found);
  if (!URL.canParse(link, RELATIVE)) return '?';
  const url = new URL(link, RELATIVE);
  if (url.origin === RELATIVE) return null;
  if (!/^https?:$/.test(url.protocol)) return url.protocol;
  // A name and password in front of the host are there to deceive.
  if (url.username !== '' || url.password !== '') return url.host;
  return ours.includes(url.origin) ? null : url.host;
}

function withoutPunctuation(link: string): string {
  let end = link.length;
  while (end > 0 && '.,;:!?)]'.includes(link.charAt(end - 1))) end -= 1;
  return link.slice(0, end);
}

function decodeEntities(text: string): string {
  return text
    .replace(/&#x([0-9a-f]{1,6});?/gi, (whole, hex) => character(Number.parseInt(hex, 16), whole))
    .replace(/&#(\d{1,7});?/g, (whole, digits) => character(Number(digits), whole))
    .replaceAll('&amp;', '&')
    .replaceAll('&colon;', ':')
    .replaceAll('&sol;', '/');
}

function character(point: number, otherwise: string): string {
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : otherwise;
}
