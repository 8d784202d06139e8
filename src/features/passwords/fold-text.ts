/**
 * How a candidate is compared with lists. Only for comparing: the password itself is hashed as typed (PW-4).
 * `folded` ignores case and compatibility forms; `squeezed` also accents and everything but letters and digits.
 */
export interface Folded {
  folded: string;
  squeezed: string;
}

export function foldText(text: string): Folded {
  const folded = text.normalize('NFKC').toLowerCase();
  const squeezed = folded
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '');
  return { folded, squeezed };
}

/** The letters that people write as digits and signs, undone. */
const PLAIN_LETTER: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '|': 'l',
  '3': 'e',
  '€': 'e',
  '4': 'a',
  '@': 'a',
  '5': 's',
  $: 's',
  '7': 't',
  '+': 't',
  '8': 'b',
  '9': 'g',
};

export function undoLeet(text: string): string {
  return Array.from(text, (character) => PLAIN_LETTER[character] ?? character).join('');
}
