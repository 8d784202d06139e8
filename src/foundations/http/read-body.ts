import type { ProblemType } from './problem.ts';
import { MalformedJson, parseStrictJson } from './strict-json.ts';

export type BodyResult = { body: Record<string, unknown> } | { refused: ProblemType };

/** Reads at most `maxBytes`; null when there is more. The length a client states is not believed. */
async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array | null> {
  const stated = request.headers.get('content-length');
  if (stated !== null && Number(stated) > maxBytes) return null;
  // A stated length is enforced by the HTTP parser; only a chunked body has to be counted.
  if (stated !== null) return new Uint8Array(await request.arrayBuffer());
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Each field once (AP-2): two values for one name are refused, not chosen from. */
export function readPairs(text: string): Record<string, string> | null {
  const pairs: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    if (name in pairs || name === '__proto__') return null;
    pairs[name] = value;
  }
  return { ...pairs };
}

/** A form or a JSON object, nothing else (AP-3, SE-10: a JSON body under another type is 415). */
export async function readBody(
  request: Request,
  maxBytes: number,
  otherTypes: readonly string[] = [],
): Promise<BodyResult> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isJson = type === 'application/json';
  const isOther = otherTypes.includes(type);
  if (!isJson && !isOther && type !== 'application/x-www-form-urlencoded') {
    return hasBody(request) || type !== '' ? { refused: 'unsupported-media-type' } : { body: {} };
  }
  const bytes = await readBytes(request, maxBytes);
  if (bytes === null) return { refused: 'too-large' };
  const text = decode(bytes);
  if (text === null) return { refused: 'malformed-request' };
  if (isOther) return { body: { raw: text } };
  return isJson ? readJson(text) : readForm(text);
}

function hasBody(request: Request): boolean {
  const length = request.headers.get('content-length');
  return request.headers.has('transfer-encoding') || (length !== null && length !== '0');
}

function readForm(text: string): BodyResult {
  const body = readPairs(text);
  return body === null ? { refused: 'malformed-request' } : { body };
}

function readJson(text: string): BodyResult {
  try {
    const value = text === '' ? {} : parseStrictJson(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { body: value as Record<string, unknown> }
      : { refused: 'malformed-request' };
  } catch (error) {
    if (error instanceof MalformedJson) return { refused: 'malformed-request' };
    throw error;
  }
}
