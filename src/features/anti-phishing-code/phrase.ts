import { looksLikeLink } from '../../foundations/looks-like-link.ts';
import { isCommonPhrase } from './common-phrases.ts';
import { foldPhrase } from './fold-phrase.ts';

/** Why a text cannot be an anti-phishing code. */
export type PhraseProblem =
  | 'too-short'
  | 'too-long'
  | 'character'
  | 'markup'
  | 'link'
  | 'too-simple'
  | 'too-common'
  | 'personal'
  | 'password';

/** Who the user is: whatever a forger knows already proves nothing. */
export interface PhraseOwner {
  email: string;
  name: string;
}

const SHORTEST = 4;
export const LONGEST = 40;
/** A letter with more marks than any script needs would reach into the lines around it. */
const STACKED_MARKS = /\p{M}{5,}/u;
/**
 * Letters, marks, digits, signs and spaces of any script, the joiners that scripts and emoji need, and the marks that only
 * tell a direction. Embeddings and overrides, which could reorder what stands around them, are not among them.
 */
const ALLOWED = /^[\p{L}\p{M}\p{N}\p{P}\p{S} \u061c\u200c-\u200f]*$/u;
const INVISIBLE = /[\p{M}\p{Cf} \u115f\u1160\u2800\u3164\uffa0]+/gu;
const MARKUP = /[<>`]|&#?\w+;/;
const FEWEST_DIFFERENT = 3;

/** The one form in which a phrase is kept and shown: NFC, every run of spaces one space. */
export function settlePhrase(typed: string): string {
  return typed
    .normalize('NFC')
    .replace(/[\p{Zs}\t]+/gu, ' ')
    .trim();
}

/**
 * Why this settled phrase cannot be used, or null. Whether it is the password is not seen here: that needs its hash.
 * Length is counted in characters as Unicode has them, of which at least the shortest length must be visible.
 */
export function findPhraseProblem(
  phrase: string,
  owner: PhraseOwner,
  serviceNames: readonly string[],
): PhraseProblem | null {
  const visible = Array.from(phrase.replace(INVISIBLE, ''));
  if (!phrase.isWellFormed() || !ALLOWED.test(phrase) || STACKED_MARKS.test(phrase)) return 'character';
  if (Array.from(phrase).length > LONGEST) return 'too-long';
  if (MARKUP.test(phrase)) return 'markup';
  if (looksLikeLink(phrase)) return 'link';
  if (visible.length < SHORTEST) return 'too-short';
  const folded = foldPhrase(phrase);
  if (isCount(folded) || new Set(visible).size < FEWEST_DIFFERENT) return 'too-simple';
  if (isCommonPhrase(folded)) return 'too-common';
  return saysOnly(folded, knownWords(owner, serviceNames)) ? 'personal' : null;
}

/** The address, its parts, the name, the company: whole and in pieces. */
function knownWords({ email, name }: PhraseOwner, serviceNames: readonly string[]): string[] {
  const at = email.lastIndexOf('@');
  const sources = [email, email.slice(0, at), email.slice(at + 1), name, ...serviceNames];
  const words = sources.flatMap((source) => [source, ...source.split(/[^\p{L}\p{N}]+/u)]).map(foldPhrase);
  return [...new Set(words)].filter((word) => word.length > 1).sort((a, b) => b.length - a.length);
}

/** Whether nothing is left but digits once the known words are taken out. */
function saysOnly(folded: string, words: readonly string[]): boolean {
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), folded);
  return rest !== folded && /^\p{N}*$/u.test(rest);
}

/** 12345, 987654, abcdef. */
function isCount(folded: string): boolean {
  const points = Array.from(folded, (character) => character.codePointAt(0) ?? 0);
  const steps = new Set(points.slice(1).map((point, before) => point - (points[before] ?? 0)));
  return points.length > 1 && steps.size === 1 && Math.abs([...steps][0] ?? 9) <= 1;
}
