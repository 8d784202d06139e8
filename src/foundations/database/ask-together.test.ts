import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { askTogether } from './ask-together.ts';

test('questions of one turn are one, and each gets its own answer', async () => {
  const asked: string[][] = [];
  const ask = askTogether(async (keys: readonly string[]) => {
    asked.push([...keys]);
    await sleep(1);
    return keys.map((key) => (key === 'nobody' ? undefined : `${key}!`));
  });
  expect(await Promise.all(['a', 'nobody', 'b', 'a'].map(ask))).toEqual(['a!', undefined, 'b!', 'a!']);
  expect(asked).toEqual([['a', 'nobody', 'b', 'a']]);
});

test('a question asked while another is out is put by itself: its answer is never older than it', async () => {
  let state = 'before';
  const ask = askTogether(async (keys: readonly string[]) => {
    const seen = state;
    await sleep(10);
    return keys.map(() => seen);
  });
  const first = ask('a');
  await sleep(2);
  state = 'after';
  expect(await ask('a')).toBe('after');
  expect(await first).toBe('before');
});

test('an error reaches everybody who asked with it, and nobody else', async () => {
  let turn = 0;
  const ask = askTogether(async (keys: readonly string[]) => {
    turn += 1;
    if (turn === 1) throw new Error('away');
    return keys;
  });
  const answers = await Promise.allSettled([ask('a'), ask('b')]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await ask('c')).toBe('c');
});

test('a crowd is asked for in statements of a bounded length', async () => {
  const lengths: number[] = [];
  const ask = askTogether(async (keys: readonly number[]) => {
    lengths.push(keys.length);
    return keys;
  });
  const crowd = Array.from({ length: 250 }, (_, index) => index);
  expect(await Promise.all(crowd.map(ask))).toEqual(crowd);
  expect(lengths).toEqual([100, 100, 50]);
});
