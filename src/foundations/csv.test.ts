import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('every cell is quoted, quotes are doubled, rows end with CR and LF (RFC 4180)', () => {
  expect(toCsv([['a', 'say "x", then\ny', null, '']])).toBe('"a","say ""x"", then\ny","",""\r\n');
  expect(toCsv([])).toBe('');
});

test('nothing is a formula for a spreadsheet (LH-5)', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠']) {
    expect(toCsv([[`${start}HYPERLINK("x")`]])).toBe(`"'${start}HYPERLINK(""x"")"\r\n`);
  }
  expect(toCsv([['2001:db8::/64', 'a=b', "'=x"]])).toBe(`"2001:db8::/64","a=b","'=x"\r\n`);
});
