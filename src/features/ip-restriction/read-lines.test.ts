import { expect, test } from 'vitest';
import { readLines, writeLines } from './read-lines.ts';

test.each([
  ['203.0.113.0/24', '203.0.113.0/24', '', ''],
  ['203.0.113.0/24  Office in Lyon  [2026-12-31]', '203.0.113.0/24', 'Office in Lyon', '2026-12-31'],
  ['203.0.113.7,Home; second floor', '203.0.113.7', 'Home; second floor', ''],
  ['203.0.113.7;;[2026-12-31]', '203.0.113.7', '', '2026-12-31'],
  ['203.0.113.7 a [b] [c]', '203.0.113.7', 'a [b]', 'c'],
  ['203.0.113.7 a [b] c', '203.0.113.7', 'a [b] c', ''],
  ['203.0.113.7 a]', '203.0.113.7', 'a]', ''],
  ['203.0.113.7 []', '203.0.113.7', '', ''],
  [', x', ', x', '', ''],
])('%j is read as it is meant', (line, range, label, until) => {
  expect(readLines(`# a comment\n\n  ${line}  \r\n`)).toEqual([{ range, label, until }]);
  expect(readLines(writeLines([{ range: '203.0.113.7', label, until }]))).toEqual([
    { range: '203.0.113.7', label, until },
  ]);
});

test('a line of a hundred thousand spaces is read as fast as any', () => {
  const before = performance.now();
  for (const line of [`a b${' '.repeat(100_000)}c`, `a${' '.repeat(100_000)}\u2028 b`, `a ${'['.repeat(100_000)}`])
    readLines(line);
  expect(performance.now() - before).toBeLessThan(1000);
});

test('what is written for one is read again, whatever a label looks like', () => {
  const entries = [
    { range: '203.0.113.0/24', label: 'Paris [2027-01-01]', until: '' },
    { range: '198.51.100.7', label: 'Office [old]', until: '2026-12-31' },
    { range: '2001:db8::/32', label: '', until: '2026-12-31' },
    { range: '192.0.2.1', label: '', until: '' },
  ];
  expect(readLines(writeLines(entries))).toEqual(entries);
});
