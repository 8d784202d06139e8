import { expect, test } from 'vitest';
import { createStrengthJudge } from './judge-strength.ts';

// The attacker sends long passwords made to keep an estimator busy: every letter written as a sign that could be
// another, thousands of overlapping words, repeats within repeats. The event loop would stand still for seconds.

const judge = createStrengthJudge();
const CRAFTED = [
  ['signs that could each be several letters', '4@8(369!1|0$5+72'],
  ['a word in digits and signs over and over', 'p4$$w0rd'],
  ['dates at every place', '19911991'],
  ['keys in a row', 'qwertyuiopasdfghjklzxcvbnm'],
  ['nearly a repeat', 'abcdefgabcdefh'],
] as const;

test.each(CRAFTED)('nothing beyond the judged part is looked at: %s', (_, unit) => {
  const start = unit.repeat(48).slice(0, 48);
  const judged = judge(start, []);
  expect(judged.whole).toBe(true);
  for (const rest of [start, 'x'.repeat(208), unit.repeat(260).slice(48, 256)]) {
    expect(judge(start + rest, [])).toEqual({ ...judged, whole: false });
  }
});

test.each(CRAFTED)('crafted for work, a password costs no more than a few times a plain one: %s', (_, unit) => {
  const crafted = costOf(unit.repeat(260).slice(0, 256));
  const plain = costOf('three quiet lanterns under the snow by a river of glass');
  expect(crafted).toBeLessThan(10 * plain + 20);
});

/** The shortest of a few runs, in milliseconds. */
function costOf(candidate: string): number {
  const runs = Array.from({ length: 5 }, () => {
    const start = performance.now();
    judge(candidate, ['marie', 'delacroix', 'gatehouse']);
    return performance.now() - start;
  });
  return Math.min(...runs);
}
