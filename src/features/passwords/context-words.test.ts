import { describe, expect, test } from 'vitest';
import { contextWords, saysOnlyContext } from './context-words.ts';

const words = contextWords({ email: 'marie.delacroix@example.com', name: 'Marie Delacroix' }, [
  'Gatehouse',
  'localhost',
]);

describe('a password of nothing but context is found', () => {
  test.each([
    ['the own address', 'marie.delacroix@example.com'],
    ['the address in another case', 'Marie.Delacroix@Example.COM'],
    ['the local part twice', 'marie.delacroixmarie.delacroix'],
    ['the name backwards', 'xiorcaled eiram'],
    ['the service twice', 'GatehouseGatehouse'],
    ['name and service', 'delacroix-gatehouse'],
    ['letters as digits', 'G4t3h0us3G4t3h0u5e'],
    ['a year and signs behind', 'delacroixmarie1987!!'],
    ['with a filler', 'gatehousepassword1'],
    ['a filler in French', 'motdepassegatehouse'],
    ['accents left out or added', 'Márie Délacroix 2026'],
  ])('%s', (_, candidate) => {
    expect(saysOnlyContext(candidate, words)).toBe(true);
  });
});

describe('a password with words of its own is not', () => {
  test.each(['marie likes otters', 'gatehouse lantern snow', 'delacroix 4 lamps tree', 'three quiet lanterns'])(
    '%s',
    (candidate) => {
      expect(saysOnlyContext(candidate, words)).toBe(false);
    },
  );
});

test('what is context for one user is open to another', () => {
  const others = contextWords({ email: 'jan@example.org', name: 'Jan' }, ['Gatehouse']);
  expect(saysOnlyContext('marie.delacroix@example.com', others)).toBe(false);
});

test('a name made of signs of a pattern language is only a name', () => {
  const odd = contextWords({ name: '(a+)+$ [z-a] \\p{L}*' }, []);
  expect(saysOnlyContext('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', odd)).toBe(false);
});
