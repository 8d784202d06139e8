const REDACTED = '[redacted]';
const DEEPEST = 6;
const MOST_MEMBERS = 100;
const LONGEST_TEXT = 4_000;
const LONGEST_SECRET = 600;

/** Parts of a field's name that always mean a secret, however the name is spelt. */
const SECRET_PARTS =
  /passw|passphrase|secret|token|cookie|authorization|credential|otpauth|pepper|antiphish|apikey|privatekey/;

/** Whole words of a field's name that mean a secret: inside longer words they are harmless. */
const SECRET_WORDS = new Set(['pass', 'pwd', 'phrase', 'otp', 'totp', 'seed', 'pin', 'code', 'codes']);

/** The field of the present password where a password is changed. */
const PRESENT_PASSWORD = 'current';

/** "code" after these words is a machine's, not a person's. */
const HARMLESS_CODE = /(status|error|exit|problem|country|language|http|reason)codes?$/;

/** What a secret looks like wherever it stands: in a message, a link, an error's text or a stack. */
const SECRET_SHAPES: [shape: RegExp, replacement: string][] = [
  [/otpauth:\/\/[^\s"'<>]*/gi, `otpauth://${REDACTED}`],
  [/([?&#;](?:[a-z_-]*token|code|secret|password)=)[^\s&"'<>#]*/gi, `$1${REDACTED}`],
  [/(:\/\/)[^\s/@:"'<>]*:[^\s/"'<>]*@/g, `$1${REDACTED}@`],
  [/\b([Bb]earer|[Bb]asic|BEARER|BASIC)\s+(?=[a-z]*[^a-z\s])[\w.~+/=-]{8,}/g, `$1 ${REDACTED}`],
  [/\$argon2[^\s"']*/g, REDACTED],
  // Our own tokens, 256 bits as base64url (CR-3), bare or as a part of something longer.
  [/[\w-]{43,}/g, REDACTED],
  // 256 bits as plain base64: the keys of the ring.
  [/(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=/g, REDACTED],
  // The secret of an authenticator app: base32, in one piece or in fours.
  [/\b[A-Z2-7]{26,}\b=*/g, REDACTED],
  [/\b(?:[A-Za-z2-7]{4}[ -]){5,}[A-Za-z2-7]{1,4}\b/g, REDACTED],
  // Backup codes and mailed codes: 13 or 10 characters of base32, often in groups.
  [/\b(?=\w*[2-7])(?:[A-Z2-7]{13}|[A-Z2-7]{10}|[a-z2-7]{13}|[a-z2-7]{10})\b/g, REDACTED],
  [/\b(?=[A-Z2-7-]{11,20}\b)(?:[A-Z2-7]{3,7}-){1,3}[A-Z2-7]{3,7}\b/g, REDACTED],
  [/\b(?=[a-z2-7-]{11,20}\b)(?=[a-z-]*[2-7])(?:[a-z2-7]{3,7}-){1,3}[a-z2-7]{3,7}\b/g, REDACTED],
];

/** The text without what has the shape of a secret, and no longer than anyone would read. */
export function redactText(text: string): string {
  let safe = text.length > LONGEST_TEXT ? cut(text) : text;
  for (const [shape, replacement] of SECRET_SHAPES) safe = safe.replace(shape, replacement);
  return safe;
}

/** Cuts before the last word: half a token would no longer be recognised as one. */
function cut(text: string): string {
  const sure = LONGEST_TEXT - LONGEST_SECRET;
  return `${text.slice(0, sure)}${text.slice(sure, LONGEST_TEXT).replace(/\S*$/, '')}…`;
}

/** Whether a field of this name holds a secret, whatever is in it. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);
  const squashed = words.join('');
  if (squashed === PRESENT_PASSWORD || SECRET_PARTS.test(squashed)) return true;
  return !HARMLESS_CODE.test(squashed) && words.some((word) => SECRET_WORDS.has(word));
}

/**
 * A copy made of plain JSON values, without secrets, bounded in depth, breadth and length.
 * Never throws: a getter that does, a cycle or an exotic object becomes a word about it.
 */
export function redactValue(value: unknown, above: readonly object[] = []): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return '[circular]';
  if (above.length >= DEEPEST) return '[deep]';
  try {
    return redactObject(value, [...above, value]);
  } catch {
    return '[unreadable]';
  }
}

function redactObject(value: object, above: readonly object[]): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[invalid date]' : value.toISOString();
  if (value instanceof URL) return redactText(value.href);
  // Bytes are keys, hashes and sealed values: their number is all that is worth telling.
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (value instanceof Error) return redactMembers(errorMembers(value), above);
  if (value instanceof Map) return redactMembers([...value].slice(0, MOST_MEMBERS + 1), above);
  if (value instanceof Set || Array.isArray(value)) {
    const items = [...value];
    const shown = items.slice(0, MOST_MEMBERS).map((item) => redactValue(item, above));
    return items.length > MOST_MEMBERS ? [...shown, `… ${items.length - MOST_MEMBERS} more`] : shown;
  }
  return redactMembers(Object.entries(value), above);
}

function redactMembers(members: [unknown, unknown][], above: readonly object[]): Record<string, unknown> {
  const safe: Record<string, unknown> = Object.create(null);
  for (const [key, member] of members.slice(0, MOST_MEMBERS)) {
    const name = redactText(String(key));
    safe[name] = isSecret(String(key), member, above.at(-1)) ? REDACTED : redactValue(member, above);
  }
  if (members.length > MOST_MEMBERS) safe['…'] = 'more members';
  return safe;
}

/** Yes and no are not secrets; the `code` of an error is a machine's. */
function isSecret(key: string, member: unknown, owner: object | undefined): boolean {
  if (member === null || member === undefined || typeof member === 'boolean') return false;
  if (key === 'code' && owner instanceof Error) return false;
  return isSecretName(key);
}

/** Name, message, code, stack and cause; others' members only where they say what went wrong. */
function errorMembers(error: Error): [string, unknown][] {
  const { name, message, stack, cause } = error;
  const code =
    'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? error.code : undefined;
  const errors = error instanceof AggregateError ? error.errors : undefined;
  const members: [string, unknown][] = Object.entries({ name, message, code, stack, cause, errors });
  return members.filter(([, member]) => member !== undefined);
}
