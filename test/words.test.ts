import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';

/** Whoever reads French must get the whole product, as well set as the English one. */
const ROOT = fileURLToPath(new URL('../src/', import.meta.url));
const ENGLISH = globSync('**/{messages,navigation}.en.json', { cwd: ROOT }).sort();

type Messages = Record<string, string>;
type Element = ReturnType<IntlMessageFormat['getAst']>[number];

const read = (file: string): Messages => JSON.parse(readFileSync(ROOT + file, 'utf8'));
const inFrench = (file: string) => file.replace('.en.json', '.fr.json');
const parse = (text: string, locale: string) => {
  return new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst();
};

function optionsOf(element: Element): Element[][] {
  return 'options' in element ? Object.values(element.options).map(({ value }) => value) : [];
}

const isLiteral = (element: Element) => element.type === 0;
const isHash = (element: Element) => element.type === 7;

/** What must be filled in: `{count}`, `{at}`, inside plurals too. */
function argumentsOf(elements: Element[]): Set<string> {
  const names = elements.flatMap((element) => [
    ...('value' in element && !isLiteral(element) && !isHash(element) ? [String(element.value)] : []),
    ...optionsOf(element).flatMap((option) => [...argumentsOf(option)]),
  ]);
  return new Set(names);
}

/** The words as set in type, each choice of a plural apart; a letter stands for what is filled in. */
function textsOf(elements: Element[]): string[] {
  const whole = elements.map((element) => (isLiteral(element) && 'value' in element ? element.value : 'x')).join('');
  return [whole, ...elements.flatMap(optionsOf).flatMap(textsOf)];
}

/** Without the no-break space, a mark would begin a line. Times (10:30) and addresses (https://…) have none. */
const BADLY_SPACED = /(?<![\u00a0\u202f])[;?!»]|(?<![\u00a0\u202f]):(?!\/\/|(?<=\d:)\d)|«(?![\u00a0\u202f])/u;

/** `?` and `:` inside an address are no punctuation. */
const withoutAddresses = (text: string) => text.replace(/https?:\/\/\S+/g, 'x');

it('finds the words of every room', () => {
  expect(ENGLISH.length).toBeGreaterThan(10);
  expect(globSync('**/{messages,navigation}.fr.json', { cwd: ROOT }).sort()).toEqual(ENGLISH.map(inFrench));
});

it('tells well spaced French from badly spaced', () => {
  for (const bad of ['Vous ?', 'Vous?', 'x : y', '«\u00a0a »', '« a\u00a0»']) expect(bad).toMatch(BADLY_SPACED);
  for (const good of ['Vous\u00a0?', 'à 10:30', 'x\u202f: y', '«\u00a0a\u00a0»', 'https://a.example']) {
    expect(good).not.toMatch(BADLY_SPACED);
  }
});

describe.each(ENGLISH)('%s', (file) => {
  const en = read(file);
  const fr = read(inFrench(file));

  it('has the same keys in English and French', () => {
    expect(Object.keys(fr).sort()).toEqual(Object.keys(en).sort());
  });

  it('leaves nothing empty', () => {
    const empty = [en, fr].flatMap((messages) => Object.keys(messages).filter((key) => messages[key]?.trim() === ''));
    expect(empty).toEqual([]);
  });

  it('asks for the same values in both languages', () => {
    const differing = Object.keys(en).filter((key) => {
      const [english, french] = [argumentsOf(parse(en[key] ?? '', 'en')), argumentsOf(parse(fr[key] ?? '', 'fr'))];
      return [...english].sort().join() !== [...french].sort().join();
    });
    expect(differing).toEqual([]);
  });

  it('sets French with no-break spaces before : ; ? ! and inside « »', () => {
    const wrong = Object.entries(fr).filter(([, text]) => {
      return textsOf(parse(text, 'fr')).some((part) => BADLY_SPACED.test(withoutAddresses(part)));
    });
    expect(wrong).toEqual([]);
  });

  it('uses typographic apostrophes', () => {
    const straight = [...Object.entries(en), ...Object.entries(fr)].filter(([, text]) => /\p{L}'\p{L}/u.test(text));
    expect(straight).toEqual([]);
  });
});
