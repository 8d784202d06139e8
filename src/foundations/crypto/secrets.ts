import { randomBytes } from 'node:crypto';
import { z } from 'zod';

/** Everything the product must keep secret and cannot make again. Lives in one file, never in the database (CR-1). */
export interface Secrets {
  /** The id of the key that seals; all the others only open. */
  readonly current: string;
  readonly keys: readonly SecretKey[];
  /** Base64 of 32 bytes. Never rotated: every keyed hash in the database depends on it. */
  readonly root: string;
  /** Base64 of 32 bytes, mixed into every password hash (PW-12). Present from the first user on, or never. */
  readonly pepper?: string | undefined;
}

interface SecretKey {
  readonly id: string;
  /** Base64 of 32 bytes. */
  readonly secret: string;
}

export const SECRET_BYTES = 32;

/** 32 random bytes show about 30 different values; fewer than this is a pattern somebody typed. */
const FEWEST_DIFFERENT_BYTES = 16;

const secret = z.string().superRefine((text, context) => {
  const problem = problemOfSecret(text);
  if (problem) context.addIssue({ code: 'custom', message: problem });
});

const schema = z
  .strictObject({
    current: z.string(),
    keys: z.array(z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,32}$/, 'is not a key id'), secret })).min(1),
    root: secret,
    pepper: secret.optional(),
  })
  .superRefine(({ current, keys, root, pepper }, context) => {
    const ids = keys.map((key) => key.id);
    const values = [...keys.map((key) => key.secret), root, ...(pepper === undefined ? [] : [pepper])];
    const say = (message: string) => context.addIssue({ code: 'custom', message });
    if (new Set(ids).size < ids.length) say('two keys have the same id');
    if (!ids.includes(current)) say('"current" names no key of the list');
    if (new Set(values).size < values.length) say('two of the secrets are the same');
  });

/** Secrets that cannot be used, in words that hold none of them. */
export class SecretsError extends Error {
  override readonly name = 'SecretsError';
}

/** Fresh secrets: one key, a root and a pepper. */
export function newSecrets(): Secrets {
  const key = newKey();
  return { current: key.id, keys: [key], root: newSecret(), pepper: newSecret() };
}

/** Refuses what is malformed, short, or a placeholder instead of random bytes (CR-1). */
export function parseSecrets(value: unknown): Secrets {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  // Zod's own words can quote the input: only the place and our own words go on.
  const problems = result.error.issues.map((issue) => {
    const place = issue.path.map(String).join('.');
    const words =
      issue.code === 'custom' || issue.code === 'invalid_format' ? issue.message : 'is missing or malformed';
    return place ? `${place}: ${words}` : words;
  });
  throw new SecretsError(problems.join('; '));
}

/**
 * Rotation, first half: a new key beside the old ones, which go on opening what they sealed.
 * With `use: 'later'` it does not seal yet, so that every node can learn it before the first row needs it.
 */
export function addKey(secrets: Secrets, use: 'now' | 'later' = 'now'): Secrets {
  const key = newKey();
  return { ...secrets, current: use === 'now' ? key.id : secrets.current, keys: [...secrets.keys, key] };
}

/** Rotation, second half: from now on this key seals. */
export function promoteKey(secrets: Secrets, id: string): Secrets {
  if (!secrets.keys.some((key) => key.id === id)) throw new SecretsError(`there is no key ${id}`);
  return { ...secrets, current: id };
}

/** Forgets a key. What it sealed and nobody sealed anew is lost for good. The current one cannot be dropped. */
export function dropKey(secrets: Secrets, id: string): Secrets {
  if (id === secrets.current) throw new SecretsError(`the key ${id} is the current one`);
  if (!secrets.keys.some((key) => key.id === id)) throw new SecretsError(`there is no key ${id}`);
  return { ...secrets, keys: secrets.keys.filter((key) => key.id !== id) };
}

function newKey(): SecretKey {
  return { id: `k-${randomBytes(5).toString('hex')}`, secret: newSecret() };
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64');
}

function problemOfSecret(text: string): string | null {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) return 'is not base64';
  if (bytes.length !== SECRET_BYTES) return `must be ${SECRET_BYTES} bytes`;
  const typed = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  if (typed || new Set(bytes).size < FEWEST_DIFFERENT_BYTES) return 'is a placeholder, not random bytes';
  return null;
}
