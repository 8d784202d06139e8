import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../foundations/i18n/index.ts';
import { COMMON_PHRASES } from './common-phrases.ts';
import { foldPhrase } from './fold-phrase.ts';
import { findPhraseProblem, LONGEST, settlePhrase } from './phrase.ts';
import { proposePhrase } from './propose-phrase.ts';

const OWNER = { email: 'camille.martin@tilleul.example', name: 'Camille Martin' };
const SERVICES = ['Brand & Sons', 'account.example.com'];
const judge = (typed: string) => findPhraseProblem(settlePhrase(typed), OWNER, SERVICES);

describe('a phrase of one’s own', () => {
  it.each([
    'otter lantern 42',
    'loutre, lanterne & nº 42 !',
    'سلحفاة زرقاء ٤٢',
    'עץ ירוק בגן',
    '青いカワウソ42',
    'नीला कछुआ ४२',
    'วันนี้ฝนตกหนัก',
    'Ελιά και μέλι',
    '🦦🏮🎐🪁',
    '👩🏽‍🚀 rides the 🚲',
    '\u200fعربي ثم عربي',
    'می‌خواهم بدانم',
    'It’s "raining" (again) / 50 %',
    'a'.repeat(20) + 'bc'.repeat(10),
  ])('may be %s', (typed) => {
    expect(judge(typed)).toBeNull();
  });

  it('is kept in one form, however it was typed', () => {
    expect(settlePhrase('  cafe\u0301\u3000\u00a0 bleu\t42 ')).toBe('café bleu 42');
    expect(settlePhrase('caf\u00e9 bleu 42')).toBe(settlePhrase('cafe\u0301 bleu 42'));
    expect(settlePhrase('OTTER')).not.toBe(settlePhrase('otter'));
  });

  it('has 4 to 40 characters, whatever their bytes, and shows at least four of them', () => {
    expect(judge('a b c')).toBe('too-short');
    expect(judge('x9\u200d\u200d\u200c\u200f\u200e')).toBe('too-short');
    expect(judge('ab12')).toBeNull();
    expect(judge('🦦🏮'.repeat(20).replace(/🏮$/u, '🪁'))).toBeNull();
    expect(judge(`${'🦦🏮🪁'.repeat(13)}🦦🪁`)).toBe('too-long');
    expect(judge('ab '.repeat(14))).toBe('too-long');
    expect(LONGEST).toBe(40);
  });

  it.each([
    ['a line break', 'otter\nlantern'],
    ['a NUL', 'otter\u0000lantern'],
    ['an override of direction', '\u202eotter lantern'],
    ['an isolate of direction', 'otter \u2066lantern'],
    ['half a character', 'otter \ud83e lantern'],
    ['a paragraph separator', 'otter\u2029lantern'],
    ['an invisible tag', 'otter\u{e0041} lantern'],
    ['a private character', 'otter \ue000 lantern'],
    ['a soft hyphen', 'ot\u00adter lantern'],
    ['a tower of marks', 'o\u0301\u0302\u0303\u0304\u0305\u0306tter'],
  ])('has not %s', (_, typed) => {
    expect(judge(typed)).toBe('character');
  });

  it.each(['<b>otter</b>', 'otter > lantern', 'otter &amp; co', 'otter &#x41;', '`otter`'])(
    'is no markup: %s',
    (typed) => {
      expect(judge(typed)).toBe('markup');
    },
  );

  it.each([
    'otter@lantern.example',
    'otter＠lantern',
    'lantern.example',
    'lantern．example',
    'https://lantern',
    'see //lantern/otter',
    'www.lantern',
    'call 203.0.113.7 now',
    'mailto:otter',
    'javascript:otter()',
    'tel:+33 1 23 45',
  ])('is no address and no link: %s', (typed) => {
    expect(judge(typed)).toBe('link');
  });

  it.each(['12345678', '9876 5432', 'abcdefgh', 'aaaaaaa', 'ababab', '....', '🦦🦦🦦🦦'])(
    'is not too simple: %s',
    (typed) => {
      expect(judge(typed)).toBe('too-simple');
    },
  );

  it.each([
    'password',
    'Pass Word',
    'MOT DE PASSE',
    'Hameçonnage',
    'hamec\u0327onnage!',
    'Open, Sesame',
    'copper heron 58',
  ])('is not what a forger tries first: %s', (typed) => {
    expect(judge(typed)).toBe('too-common');
  });

  it.each(['Camille', 'camille martin', 'MARTIN-camille 75', 'Tilleul 2026', 'brand & sons', 'account example com'])(
    'is not what a forger knows: %s',
    (typed) => {
      expect(judge(typed)).toBe('personal');
    },
  );

  it('may hold a known word among others', () => {
    expect(judge('Camille waters the fern')).toBeNull();
  });
});

describe('the commonest phrases', () => {
  const DIGITS: Record<string, string> = { o: '0', i: '1', l: '1', e: '3', a: '4', s: '5', t: '7' };
  const SPELLINGS: Record<string, (phrase: string) => string> = {
    'as they are': (phrase) => phrase,
    'in capitals': (phrase) => phrase.toUpperCase(),
    'with capitals within': (phrase) => phrase.replace(/./gsu, (one, at) => (at % 2 ? one.toUpperCase() : one)),
    'without spaces': (phrase) => phrase.replaceAll(' ', ''),
    'with a space between any two characters': (phrase) => [...phrase].join(' '),
    'with other spaces': (phrase) => `\u3000${phrase.replaceAll(' ', ' \u00a0')} `,
    'with signs': (phrase) => `“${phrase.replaceAll(' ', '-')}”!`,
    'with accents apart': (phrase) => phrase.normalize('NFD'),
    'without accents': (phrase) => phrase.normalize('NFD').replace(/\p{M}/gu, ''),
    'in wide letters': (phrase) => phrase.replace(/[!-~]/g, (one) => String.fromCodePoint(0xfee0 + one.charCodeAt(0))),
    'with digits in place of letters': (phrase) => phrase.replace(/[oileast]/g, (letter) => DIGITS[letter] ?? letter),
    'with one digit in place of a letter': (phrase) =>
      phrase.replace(/[oileast]/, (letter) => DIGITS[letter] ?? letter),
  };

  it('are a hundred and more, however they are counted', () => {
    expect(new Set(COMMON_PHRASES.map(foldPhrase)).size).toBeGreaterThanOrEqual(100);
  });

  it.each(Object.entries(SPELLINGS))('are refused %s', (_, spell) => {
    const accepted = COMMON_PHRASES.map(spell).filter((typed) => {
      // What is too long or too simple in this spelling is refused for that.
      return judge(typed) === null;
    });
    expect(accepted).toEqual([]);
    const reasons = new Set(COMMON_PHRASES.map((phrase) => judge(spell(phrase))));
    expect([...reasons]).toContain('too-common');
  });

  it('are refused for being common, all of them that are no mere count', () => {
    const others = COMMON_PHRASES.filter((phrase) => judge(phrase) !== 'too-common');
    expect(others).toEqual([]);
  });

  it('do not close the door on what only begins like one', () => {
    for (const typed of [
      'password of the otters',
      'summer lantern 42',
      'secr3t meadow',
      'hello heron',
      'p4ss the salt',
    ])
      expect([typed, judge(typed)]).toEqual([typed, null]);
  });
});

describe('a proposal', () => {
  it.each(LOCALES)('can always be used, and is seldom the same (%s)', (locale) => {
    const proposals = Array.from({ length: 500 }, () => proposePhrase(locale));
    for (const proposal of proposals) {
      expect(proposal).toMatch(/^\p{L}+ \p{L}+ \d{2}$/u);
      expect(settlePhrase(proposal)).toBe(proposal);
      expect(judge(proposal), proposal).toBeNull();
    }
    expect(new Set(proposals).size).toBeGreaterThan(495);
  });
});
