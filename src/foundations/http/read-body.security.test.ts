import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBody, readPairs } from './read-body.ts';
import { MalformedJson, parseStrictJson } from './strict-json.ts';

/*
 * The attacker sends bodies that two readers understand differently, that reach for a prototype, or that cost more to
 * read than to send (AP-2, AP-3, AP-9, PW-14).
 */

const FORM = 'application/x-www-form-urlencoded';

function post(body: BodyInit | null, type?: string, more: Record<string, string> = {}): Request {
  const request = new Request('http://localhost/', {
    method: 'POST',
    headers: { ...(type === undefined ? {} : { 'content-type': type }), ...more },
    ...(body === null ? {} : { body, duplex: 'half' }),
  });
  if (type === undefined) request.headers.delete('content-type');
  return request;
}

describe('JSON that could be read in two ways', () => {
  test.each([
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    '{"a":{"b":1,"b":1}}',
    '[{"b":1,"b":1}]',
    '{"a" :1,\n"a"\t:2}',
    '{"__proto__":{"admin":true}}',
    '{"__pr\\u006fto__":1}',
    '{"a":{"__proto__":1}}',
    `${'['.repeat(21)}${']'.repeat(21)}`,
    `${'{"a":'.repeat(21)}1${'}'.repeat(21)}`,
    '',
    '{',
    "{'a':1}",
    '{"a":1}{"a":2}',
    'NaN',
  ])('%j is refused', (text) => {
    expect(() => parseStrictJson(text)).toThrow(MalformedJson);
  });

  test('a repeated value, a key that another object has too, and braces inside strings are no ambiguity', () => {
    const text = '{"a":"a","b":{"a":"}{\\"a\\":"},"c":[{"a":1},{"a":"[\\\\"}]}';
    expect(parseStrictJson(text)).toEqual(JSON.parse(text));
  });

  test('whatever JSON.stringify writes is read as it was meant', () => {
    const value = fc
      .jsonValue({ maxDepth: 5, noUnicodeString: false })
      .filter((v) => !JSON.stringify(v).includes('__proto__'));
    fc.assert(
      fc.property(value, (v) => {
        expect(parseStrictJson(JSON.stringify(v))).toEqual(JSON.parse(JSON.stringify(v)));
      }),
    );
  });

  test('reading pollutes nothing', () => {
    for (const text of ['{"constructor":{"prototype":{"polluted":1}}}', '{"toString":1,"hasOwnProperty":2}'])
      parseStrictJson(text);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('a large hostile text is read in a time that grows with its length', () => {
    const began = performance.now();
    for (const text of [`{"a":"${'\\"'.repeat(30_000)}"}`, `[${'"a",'.repeat(15_000)}1]`, '"'.repeat(60_000)]) {
      try {
        parseStrictJson(text);
      } catch {
        // The refusal may be as slow as the reading; that is what is measured.
      }
    }
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe('bodies', () => {
  test('a form and a JSON object are read, each field once', async () => {
    expect(await readBody(post('a=1&b=%C3%A9', FORM), 100)).toEqual({ body: { a: '1', b: 'é' } });
    expect(await readBody(post('{"a":1}', 'Application/JSON; charset=utf-8'), 100)).toEqual({ body: { a: 1 } });
    expect(await readBody(post(null), 100)).toEqual({ body: {} });
  });

  test.each([
    ['a=1&a=2', FORM],
    ['a=1&%61=2', FORM],
    ['__proto__=1', FORM],
    ['[]', 'application/json'],
    ['null', 'application/json'],
    ['"text"', 'application/json'],
    ['{"a":1,"a":2}', 'application/json'],
  ])('%j as %s is refused as malformed', async (text, type) => {
    expect(await readBody(post(text, type), 100)).toEqual({ refused: 'malformed-request' });
  });

  test('bytes that are not UTF-8 are refused, not repaired into something else', async () => {
    for (const type of [FORM, 'application/json']) {
      const bytes = new Uint8Array([0x61, 0x3d, 0xc3, 0x28]);
      expect(await readBody(post(bytes, type), 100)).toEqual({ refused: 'malformed-request' });
    }
  });

  test.each(['text/plain', 'multipart/form-data; boundary=x', 'application/jsonp', 'application/vnd.api+json', 'x'])(
    'JSON under the name %s, which a foreign page may send, is refused (SE-10)',
    async (type) => {
      expect(await readBody(post('{"a":1}', type), 100)).toEqual({ refused: 'unsupported-media-type' });
    },
  );

  test('a body without a name is refused unless it is empty', async () => {
    expect(await readBody(post(new Uint8Array([0x7b]), undefined, { 'content-length': '1' }), 100)).toEqual({
      refused: 'unsupported-media-type',
    });
    expect(await readBody(post(null, undefined, { 'content-length': '0' }), 100)).toEqual({ body: {} });
  });

  test('neither a large stated length nor an endless body without one is read', async () => {
    expect(await readBody(post('a=1', FORM, { 'content-length': '101' }), 100)).toEqual({ refused: 'too-large' });
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 50;
        controller.enqueue(new Uint8Array(50).fill(0x61));
      },
    });
    expect(await readBody(post(endless, FORM), 100)).toEqual({ refused: 'too-large' });
    expect(sent).toBeLessThan(500);
  });

  test('another type is taken only where a door names it, and stays text', async () => {
    const type = 'application/csp-report';
    expect(await readBody(post('{"a":1,"a":2}', type), 100, [type])).toEqual({ body: { raw: '{"a":1,"a":2}' } });
    expect(await readBody(post('{}', type), 100)).toEqual({ refused: 'unsupported-media-type' });
  });
});

test('a query key twice, or one that names a prototype, is refused (AP-2)', () => {
  expect(readPairs('?a=1&a=1')).toBeNull();
  expect(readPairs('?__proto__=1')).toBeNull();
  expect(readPairs('?constructor=1&toString=2')).toEqual({ constructor: '1', toString: '2' });
});
