import { expect, test } from 'vitest';
import { createStatementNames } from './name-statements.ts';

test('the same text has the same name, another text another one, and each fits into 63 bytes', () => {
  const names = createStatementNames();
  const name = names.of('select $1::int');
  expect(name).toMatch(/^[\w-]{20,63}$/);
  expect(names.of('select $1::int')).toBe(name);
  expect(names.of('select $1::text')).not.toBe(name);
  expect(createStatementNames().of('select $1::int')).toBe(name);
});

test('a text that varies with the number of its values stays unnamed', () => {
  const names = createStatementNames();
  expect(names.of('select * from users where id in ($1, $2)')).toBeUndefined();
  expect(names.of('insert into t (a, b) values ($1, $2), ($3, $4)')).toBeUndefined();
  expect(names.of('select * from users where id in ($1)')).toBeDefined();
  expect(names.of('insert into t (a, b) values ($1, $2)')).toBeDefined();
});

test('statements of unbounded variety cannot fill the server with names', () => {
  const names = createStatementNames();
  const named = Array.from({ length: 2_000 }, (_, index) => names.of(`select $1::int as c${index}`)).filter(Boolean);
  expect(named).toHaveLength(500);
  expect(names.of('select $1::int as c0')).toBeDefined();
});

test('a text written in the code is named even when the names have run out', () => {
  const names = createStatementNames();
  for (let index = 0; index < 1_000; index += 1) names.of(`select $1::int as c${index}`);
  const name = names.keep('select $1::int as hot');
  expect(names.of('select $1::int as hot')).toBe(name);
});
