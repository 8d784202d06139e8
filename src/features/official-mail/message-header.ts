/** The header of a message: its fields by lower-case name, unfolded, in their order. */
export type Header = ReadonlyMap<string, readonly string[]>;

const MOST_FIELDS = 300;
const FIELD = /^([!-9;-~]+)[ \t]*:(.*)$/s;

/** null: not the header of a message. */
export function readHeader(block: string): Header | null {
  const header = new Map<string, string[]>();
  const lines = block.replace(/\n[ \t]+/g, ' ').split('\n');
  if (lines.length > MOST_FIELDS) return null;
  for (const line of lines) {
    const [, name, value = ''] = FIELD.exec(line) ?? [];
    if (name === undefined) return null;
    const key = name.toLowerCase();
    header.set(key, [...(header.get(key) ?? []), value.trim()]);
  }
  return header;
}

/** The field's value when it is there exactly once. */
export function onlyField(header: Header, name: string): string | null {
  const values = header.get(name) ?? [];
  return values.length === 1 ? (values[0] ?? null) : null;
}

/** The bare address of a From or To with one mailbox. */
export function addressIn(value: string): string | null {
  const found = value.match(/[^\s<>",;:]+@[^\s<>",;:]+/g) ?? [];
  return found.length === 1 ? (found[0] ?? null) : null;
}

const WORD = /=\?utf-8\?([bq])\?([^?\s]*)\?=/gi;

/** A subject with its encoded words read (RFC 2047), in UTF-8 alone, which is how we write them. */
export function decodeWords(value: string): string {
  // White space between two encoded words belongs to neither.
  const joined = value.replace(/(\?=)\s+(=\?)/g, '$1$2');
  const parts: Buffer[] = [];
  let at = 0;
  for (const { 0: whole, 1: kind = '', 2: text = '', index } of joined.matchAll(WORD)) {
    parts.push(Buffer.from(joined.slice(at, index)), decodeWord(kind, text));
    at = index + whole.length;
  }
  return Buffer.concat([...parts, Buffer.from(joined.slice(at))]).toString('utf8');
}

function decodeWord(kind: string, text: string): Buffer {
  if (kind.toLowerCase() === 'b') return Buffer.from(text, 'base64');
  return Buffer.from(
    text.replaceAll('_', ' ').replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}
