import { foldText } from './fold-text.ts';

/** Who and where: what an attacker tries first for this one user (PW-7). */
export interface PasswordContext {
  email?: string | undefined;
  name?: string | undefined;
}

const SHORTEST_WORD = 3;
const MOST_WORDS = 40;
/** More digits than this are no simple ending any more. */
const MOST_DIGITS = 8;
const MOST_LETTERS = 2;
/** Said together with a context word they add nothing. */
const FILLERS = [
  'password',
  'passwort',
  'motdepasse',
  'passphrase',
  'account',
  'compte',
  'secret',
  'login',
  'admin',
  'user',
  'pass',
  'the',
  'and',
  'my',
  'mon',
  'ma',
  'is',
];

const LOOKALIKES: Readonly<Record<string, string>> = {
  a: 'a4@',
  b: 'b8',
  e: 'e3€',
  g: 'g69',
  i: 'i1!|',
  l: 'l1|',
  o: 'o0',
  s: 's5$',
  t: 't7+',
  z: 'z2',
};

/** The words of a context: address, its parts, the name, the service, each also in pieces; longest first. */
export function contextWords({ email = '', name = '' }: PasswordContext, serviceNames: readonly string[]): string[] {
  const at = email.lastIndexOf('@');
  const sources = [email, email.slice(0, Math.max(at, 0)), email.slice(at + 1), name, ...serviceNames];
  const words = new Set<string>();
  for (const source of sources) {
    for (const piece of [source, ...source.split(/[^\p{L}\p{N}]+/u)]) {
      const { squeezed } = foldText(piece.slice(0, 128));
      if (Array.from(squeezed).length >= SHORTEST_WORD) words.add(squeezed);
    }
  }
  return [...words].sort((a, b) => b.length - a.length).slice(0, MOST_WORDS);
}

/**
 * True when the candidate says nothing but context words: as they are, repeated, joined, reversed, with letters written
 * as digits, or with digits and signs around them. Whoever adds words of their own is not meant.
 */
export function saysOnlyContext(candidate: string, words: readonly string[]): boolean {
  const { folded, squeezed } = foldText(candidate);
  const withSigns = folded.normalize('NFKD').replace(/[\p{M}\s]+/gu, '');
  return [squeezed, withSigns].some((text) => isUsedUp(text, words) || isUsedUp(reversed(text), words));
}

function isUsedUp(text: string, words: readonly string[]): boolean {
  let rest = text;
  for (const word of words) rest = rest.replace(spelled(word), ' ');
  if (rest === text) return false;
  for (const filler of FILLERS) rest = rest.replaceAll(filler, ' ');
  const letters = rest.match(/\p{L}/gu)?.length ?? 0;
  const digits = rest.match(/\p{N}/gu)?.length ?? 0;
  return letters <= MOST_LETTERS && digits <= MOST_DIGITS;
}

function reversed(text: string): string {
  return Array.from(text).reverse().join('');
}

/** Only classes and single characters: matching stays linear whatever the user calls themself. */
function spelled(word: string): RegExp {
  const classes = Array.from(word, (letter) => `[${LOOKALIKES[letter] ?? letter}]`);
  return new RegExp(classes.join(''), 'gu');
}
