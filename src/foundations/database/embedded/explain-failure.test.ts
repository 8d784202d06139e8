import { expect, test } from 'vitest';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import { explainFailure } from './explain-failure.ts';

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: refused`), { code });
}

test.each([
  ['ENOSPC', /no space left/],
  ['EDQUOT', /no space left/],
  ['EROFS', /cannot be written/],
  ['EACCES', /Start it as the user who started it first/],
])('%s becomes a message that says what to do', (code, words) => {
  const explained = explainFailure(systemError(code), '/data');
  expect(explained).toBeInstanceOf(EmbeddedDatabaseError);
  expect(String(explained)).toMatch(words);
});

test('a full disk is recognised in what PostgreSQL says', () => {
  const said = new EmbeddedDatabaseError('initdb ended with 1: could not write to file: No space left on device');
  expect(String(explainFailure(said, '/data'))).toMatch(/no space left for the database in \/data/);
});

test('what is not understood stays as it is', () => {
  const error = new Error('something else');
  expect(explainFailure(error, '/data')).toBe(error);
});
