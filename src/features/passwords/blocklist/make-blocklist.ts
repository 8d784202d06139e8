import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english } from '@zxcvbn-ts/language-en';
import { dictionary as french } from '@zxcvbn-ts/language-fr';
import { foldText } from '../fold-text.ts';
import { MIN_CODE_POINTS } from '../password-policy.ts';

/**
 * Writes blocklist.txt.br: passwords of fifteen characters and more that people really choose (PW-6).
 * Published lists hold hardly any that long, because they come from times of shorter ones; so besides the long entries
 * of those dictionaries this builds what their owners make of the short ones when a form asks for more.
 * Run by hand when a source changes: node src/features/passwords/blocklist/make-blocklist.ts
 */
const folder = new URL('./', import.meta.url);
const entries = new Set<string>();

function add(...texts: string[]): void {
  for (const text of texts) {
    const { folded } = foldText(text);
    if (Array.from(folded).length >= MIN_CODE_POINTS && folded.length <= 64) entries.add(folded);
  }
}

const passwords = common['passwords-common'];
const words = passwords.filter((text) => /^[a-z]{4,14}$/.test(text));

add(...passwords);
addLengthenedPasswords();
addNames();
addPhrases();
addKeyboardWalks();
addSequences();
addLongWords();

const text = `${[...entries].sort().join('\n')}\n`;
const packed = brotliCompressSync(text, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
});
writeFileSync(new URL('blocklist.txt.br', folder), packed);
console.log(`${entries.size} entries, ${text.length} bytes, ${packed.length} packed`);

/** Doubled, joined in pairs, or with the usual tail. */
function addLengthenedPasswords(): void {
  for (const text of passwords.slice(0, 6000)) add(text.repeat(2), text.length < 8 ? text.repeat(3) : '');
  for (const first of words.slice(0, 110)) for (const second of words.slice(0, 110)) add(first + second);
  const tails = [
    '123456789',
    '1234567890',
    '12345678',
    '1234567',
    '123456',
    '12345',
    '987654321',
    '123123123',
    '111111',
  ];
  for (const word of words.slice(0, 900)) for (const tail of tails) add(word + tail);
  for (const tail of tails) for (const word of words.slice(0, 150)) add(tail + word);
}

/** "ilove…", "mynameis…", "…forever", and first with last names. The common ones are those that are passwords too. */
function addNames(): void {
  const used = new Set(words);
  const ranked = (names: readonly string[]) => names.filter((name) => used.has(name) && name.length > 3);
  const rank = new Map(words.map((word, index) => [word, index]));
  const first = [...new Set([...ranked(english['firstnames-en']), ...ranked(french['firstnames-fr'])])]
    .sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0))
    .slice(0, 700);
  for (const name of first) {
    add(`iloveyou${name}`, `ilove${name}`, `${name}iloveyou`, `mynameis${name}`, `${name}forever`, `${name}isthebest`);
    add(`jetaime${name}`, `${name}jetaime`, `${name}monamour`, `jemappelle${name}`);
  }
  const last = [...english['lastnames-en'].slice(0, 60), ...french['lastnames-fr'].slice(0, 40)];
  for (const name of first.slice(0, 300)) for (const family of last) add(name + family);
}

function addPhrases(): void {
  const endings = ['', '1', '12', '123', '1234', '12345', '!', '1!', '123!', '01', '2024', '2025', '2026', '007'];
  const lines = readFileSync(new URL('phrases.txt', folder), 'utf8').split('\n');
  for (const phrase of lines.filter((line) => line !== '' && !line.startsWith('#'))) {
    for (const ending of endings) add(phrase.replaceAll(' ', '') + ending);
    add(phrase, phrase.replaceAll(' ', '-'), phrase.replaceAll(' ', '_'), phrase.replaceAll(' ', '.'));
  }
}

/** Rows and columns of three keyboards, joined in the order a finger goes. */
function addKeyboardWalks(): void {
  const keyboards = [
    ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
    ['1234567890', 'azertyuiop', 'qsdfghjklm', 'wxcvbn'],
    ['1234567890', 'qwertzuiop', 'asdfghjkl', 'yxcvbnm'],
  ];
  const mirrored = (text: string) => [...text].reverse().join('');
  for (const rows of keyboards) {
    const columns = [...(rows[0] ?? '')].map((_, at) => rows.map((row) => row[at] ?? '').join(''));
    for (const lines of [rows, columns, rows.map(mirrored), columns.map(mirrored)]) {
      for (const order of [lines, [...lines].reverse()]) addWindows(order.join(''), 26);
    }
    for (const first of rows)
      for (const second of rows) add(first + second, second + first + second, mirrored(first + second));
    addWindows(columns.map((column, at) => (at % 2 ? mirrored(column) : column)).join(''), 26);
  }
}

function addSequences(): void {
  const runs = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', '9876543210', 'zyxwvutsrqponmlkjihgfedcba'];
  for (const run of runs) addWindows(run.repeat(4), 30);
  addWindows('1234567890'.repeat(4), 30);
  add(
    '12345678987654321',
    '123454321123454321',
    '1q2w3e4r5t6y7u8i9o0p',
    'q1w2e3r4t5y6u7i8o9p0',
    'a1b2c3d4e5f6g7h8',
    '1a2b3c4d5e6f7g8h',
  );
  add(
    '102030405060708090',
    '112233445566778899',
    '11223344556677889900',
    '314159265358979',
    '3.14159265358979',
    '271828182845904',
  );
  for (let year = 1940; year <= 2030; year += 1)
    add(`${year}${year}${year}${year}`, `${year - 1}${year}${year + 1}${year + 2}`);
}

function addWindows(text: string, longest: number): void {
  for (let at = 0; at < text.length; at += 1) {
    for (let length = MIN_CODE_POINTS; length <= longest && at + length <= text.length; length += 1) {
      add(text.slice(at, at + length));
    }
  }
}

function addLongWords(): void {
  for (const list of [...Object.values(english), ...Object.values(french)]) {
    for (const word of list.map(String)) add(word, `${word}1`, `${word}123`);
  }
}
