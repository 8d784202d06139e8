/** JSON that two parsers could read differently, or that reaches for a prototype (AP-2). */
export class MalformedJson extends Error {
  override name = 'MalformedJson';
}

const MAX_DEPTH = 20;
const STRING = /"(?:[^"\\]|\\.)*"/y;

/** Parses JSON; refuses repeated keys, `__proto__`, and nesting beyond any use. */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new MalformedJson('not JSON');
  }
  refuseAmbiguousKeys(text);
  return value;
}

/** One pass over text that JSON.parse accepted: a string followed by a colon is a key of the innermost object. */
function refuseAmbiguousKeys(text: string): void {
  const open: (Set<string> | null)[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at];
    if (character === '"') {
      STRING.lastIndex = at;
      const literal = STRING.exec(text)?.[0];
      if (literal === undefined) throw new MalformedJson('unterminated string');
      at += literal.length;
      if (isFollowedByColon(text, at)) noteKey(open.at(-1) ?? null, JSON.parse(literal) as string);
      continue;
    }
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(null);
    else if (character === '}' || character === ']') open.pop();
    if (open.length > MAX_DEPTH) throw new MalformedJson('too deep');
    at += 1;
  }
}

function isFollowedByColon(text: string, from: number): boolean {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1;
  return text[at] === ':';
}

function noteKey(keys: Set<string> | null, key: string): void {
  if (keys === null) return;
  if (keys.has(key)) throw new MalformedJson('a key twice');
  if (key === '__proto__') throw new MalformedJson('a forbidden key');
  keys.add(key);
}
