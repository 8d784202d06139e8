import { expect, test } from 'vitest';
import { createHashing, TooBusy } from './hash-password.ts';

const CHEAP = { memoryKib: 8, passes: 1, lanes: 1 };
const PASSWORD = 'three quiet lanterns';

test('a new hash names the standard cost and a 16-byte salt', async () => {
  const hash = await createHashing().hash(PASSWORD);
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
});

test('the right password verifies, typed in either composition, and nothing near it does', async () => {
  const hashing = createHashing({ cost: CHEAP });
  const hash = await hashing.hash('trois caf\u00e9s tranquilles');
  expect(await hashing.verify(hash, 'trois cafe\u0301s tranquilles')).toBe(true);
  for (const near of ['trois caf\u00e9s tranquilles ', 'Trois caf\u00e9s tranquilles', 'trois cafes tranquilles']) {
    expect(await hashing.verify(hash, near)).toBe(false);
  }
});

test('every character counts: the beginning of a long password does not open', async () => {
  const hashing = createHashing({ cost: CHEAP });
  const long = Array.from({ length: 100 }, (_, i) => String.fromCharCode(97 + ((i * 7) % 26))).join('');
  const hash = await hashing.hash(long);
  expect(await hashing.verify(hash, long)).toBe(true);
  for (const length of [72, 99]) expect(await hashing.verify(hash, long.slice(0, length))).toBe(false);
});

test('the same password never has the same hash twice', async () => {
  const hashing = createHashing({ cost: CHEAP });
  expect(await hashing.hash(PASSWORD)).not.toBe(await hashing.hash(PASSWORD));
});

test('with another pepper, or none, no password verifies', async () => {
  const peppered = createHashing({ cost: CHEAP, pepper: Buffer.alloc(32, 1) });
  const hash = await peppered.hash(PASSWORD);
  expect(await peppered.verify(hash, PASSWORD)).toBe(true);
  expect(await createHashing({ cost: CHEAP, pepper: Buffer.alloc(32, 2) }).verify(hash, PASSWORD)).toBe(false);
  expect(await createHashing({ cost: CHEAP }).verify(hash, PASSWORD)).toBe(false);
});

test('a hash of lower cost needs to be made anew, one of higher cost does not', async () => {
  const weak = createHashing({ cost: CHEAP });
  const strong = createHashing({ cost: { ...CHEAP, passes: 2 } });
  expect(strong.needsRehash(await weak.hash(PASSWORD))).toBe(true);
  expect(weak.needsRehash(await strong.hash(PASSWORD))).toBe(false);
  expect(strong.needsRehash(await strong.hash(PASSWORD))).toBe(false);
});

test('no more hashes than allowed wait, the next is refused at once, and afterwards there is room again', async () => {
  const hashing = createHashing({ cost: { memoryKib: 1024, passes: 2, lanes: 1 }, parallel: 1, waiting: 3 });
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => hashing.hash(PASSWORD)));
  expect(results.map(({ status }) => status)).toEqual([...Array(4).fill('fulfilled'), ...Array(6).fill('rejected')]);
  for (const result of results.slice(4)) expect(result).toMatchObject({ reason: expect.any(TooBusy) });
  expect(hashing.computed).toBe(4);
  await expect(hashing.hash(PASSWORD)).resolves.toBeTypeOf('string');
});

test('a hash that fails gives its place back', async () => {
  const hashing = createHashing({ cost: CHEAP, parallel: 1, waiting: 5 });
  const broken = await Promise.allSettled(Array.from({ length: 4 }, () => hashing.verify('no hash at all', PASSWORD)));
  expect(broken.every(({ status }) => status === 'rejected')).toBe(true);
  await expect(hashing.hash(PASSWORD)).resolves.toBeTypeOf('string');
});

test('too busy is told to the world as 503 with a wait', () => {
  expect(new TooBusy().reply.problem).toEqual({ type: 'unavailable', retryAfterSeconds: 1 });
});
