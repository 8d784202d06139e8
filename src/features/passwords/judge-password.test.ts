import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createJudgePassword } from './judge-password.ts';
import { wordsFor } from './password-words.ts';

const { judge } = createJudgePassword({ serviceNames: ['Gatehouse'] });
const listed = brotliDecompressSync(readFileSync(new URL('./blocklist/blocklist.txt.br', import.meta.url)))
  .toString('utf8')
  .trim()
  .split('\n');

describe('the offline list', () => {
  test('holds thousands of entries that are each as long as the policy asks', () => {
    expect(listed.length).toBeGreaterThan(3_000);
    expect(listed.filter((entry) => Array.from(entry).length < 15)).toEqual([]);
  });

  test('refuses its entries in any case', async () => {
    const sample = listed.filter((_, index) => index % Math.floor(listed.length / 200) === 0);
    for (const entry of sample) {
      expect(await judge(entry, {}), entry).toMatchObject({ ok: false, code: 'blocked' });
      expect(await judge(entry.toUpperCase(), {}), entry).toMatchObject({ ok: false, code: 'blocked' });
    }
  });

  test('is compared with the whole candidate: a long passphrase that contains an entry is accepted', async () => {
    const sample = listed.filter((entry, index) => index % Math.floor(listed.length / 50) === 0 && entry.length < 24);
    for (const entry of sample)
      expect(await judge(`${entry} lantern otter glacier`, {}), entry).toMatchObject({ ok: true });
  });

  test('knows famous phrases however they are joined', async () => {
    for (const phrase of [
      'correct horse battery staple',
      'Correct-Horse-Battery-Staple',
      'correcthorsebatterystaple',
      'Liberté, égalité, fraternité',
    ]) {
      expect(await judge(phrase, {}), phrase).toMatchObject({ ok: false, code: 'blocked', reason: 'listed' });
    }
  });

  test('is extended by the operator’s file, and a file that is missing is an error', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'blocklist-'));
    const blocklistFile = join(folder, 'own.txt');
    await writeFile(blocklistFile, 'Seventeen Herons Dancing\r\n\r\n');
    const own = createJudgePassword({ serviceNames: [], blocklistFile });
    expect(await own.judge('seventeen herons dancing', {})).toMatchObject({ ok: false, reason: 'listed' });
    expect(await own.judge('eighteen herons dancing', {})).toMatchObject({ ok: true });
    await rm(folder, { recursive: true });
    await expect(createJudgePassword({ serviceNames: [], blocklistFile }).warmUp()).rejects.toThrow('ENOENT');
  });
});

test('no kind of character is asked for: fifteen random small letters are accepted', async () => {
  for (const candidate of ['xkqjzvbwpmtrhgd', 'wqzrtplmkjhgvbx', 'gzuvqxjwkhfplmy']) {
    expect(await judge(candidate, {})).toMatchObject({ ok: true, score: 4 });
  }
});

test('long but trivially guessed is refused, with the reason in words', async () => {
  for (const [candidate, reason] of [
    ['christopherchristopher2019', 'easy'],
    ['P@ssw0rdP@ssw0rd1', 'easy'],
    ['admin1admin1admin1', 'repetition'],
    ['monkeydragonmaster', 'easy'],
  ] as const) {
    const judgement = await judge(candidate, {});
    expect(judgement, candidate).toMatchObject({ ok: false, code: 'blocked', reason });
    for (const locale of ['en', 'fr'] as const) expect(wordsFor(judgement, locale).length).toBeGreaterThan(60);
  }
});

test('own address, name and service are refused for this user and open to another', async () => {
  const context = { email: 'marie.delacroix@example.com', name: 'Marie Delacroix' };
  expect(await judge('marie.delacroix@example.com', context)).toMatchObject({ code: 'contains-only-context' });
  expect(await judge('gatehouse gatehouse', {})).toMatchObject({ code: 'contains-only-context' });
  expect(await judge('marie.delacroix@example.com', { email: 'jan@example.org' })).toMatchObject({ ok: true });
});

test('length is judged first, with the number in words', async () => {
  const short = await judge('x'.repeat(14), {});
  expect(short).toMatchObject({ ok: false, code: 'too-short' });
  expect(wordsFor(short, 'en')).toContain('at least 15');
  expect(wordsFor(await judge('x'.repeat(257), {}), 'fr')).toContain('256');
});

test('a password whose beginning is weak is not refused when the rest may be strong', async () => {
  expect(await judge(`${'password '.repeat(6)}xkqjzvbwpmtrhgdlantern`, {})).toMatchObject({ ok: true });
});

test('the meter says what would make it stronger', async () => {
  const judgement = await judge('superman superman1', {});
  expect(judgement).toMatchObject({ ok: true, weakness: 'common' });
  expect(wordsFor(judgement, 'en')).toBe('Part of it is a very common password.');
});

test.each(['P@ssw0rd2026!!!', 'M0tdepasse2026!', 'Passw0rd123456!', 'Motdepasse123456', '!!!2026drowssaP'])(
  'the commonest words, dressed up with digits and signs, are refused: %s',
  async (candidate) => {
    expect(await judge(candidate, {})).toMatchObject({ ok: false, code: 'blocked' });
  },
);

test('a passphrase that merely contains one of the commonest words is accepted', async () => {
  expect(await judge('lantern password otter staircase', {})).toMatchObject({ ok: true });
});
