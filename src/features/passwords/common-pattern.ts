/**
 * Whole families that no list could hold: one short unit over and over, a finger running along the keys, counting.
 * Each looks at the whole candidate: a passphrase that merely contains such a piece is none of them (PW-6).
 */
export type CommonPattern = 'repetition' | 'few-characters' | 'keyboard-walk' | 'sequence';

/** Seven random characters are guessed in minutes, however often they are repeated. */
const LONGEST_UNIT = 7;
const FEW_CHARACTERS = 3;
/** A walk or count may start anew after every fourth character, as in 1qaz2wsx3edc4rfv. */
const CHARACTERS_PER_JUMP = 4;

const KEYBOARDS = [
  ['`1234567890-=', ' qwertyuiop[]', " asdfghjkl;'", ' zxcvbnm,./'],
  ['²&é"\'(-è_çà)=', ' azertyuiop^$', ' qsdfghjklmù', ' wxcvbn,;:!'],
  ['^1234567890ß´', ' qwertzuiopü+', ' asdfghjklöä', ' yxcvbnm,.-'],
  ['~!@#$%^&*()_+', ' qwertyuiop{}', ' asdfghjkl:"', ' zxcvbnm<>?'],
  ['²1234567890°+', ' azertyuiop', ' qsdfghjklm%', ' wxcvbn?./§'],
].map(neighbours);

/** `folded` is the candidate in lower case. */
export function findCommonPattern(folded: string): CommonPattern | null {
  const characters = Array.from(folded);
  if (new Set(characters).size <= FEW_CHARACTERS) return 'few-characters';
  if (isRepetition(characters)) return 'repetition';
  if (isMostly(characters, (a, b) => isNextInCount(a, b))) return 'sequence';
  if (KEYBOARDS.some((near) => isMostly(characters, (a, b) => a === b || (near.get(a)?.has(b) ?? false)))) {
    return 'keyboard-walk';
  }
  return null;
}

function isRepetition(characters: readonly string[]): boolean {
  for (let unit = 1; unit <= LONGEST_UNIT; unit += 1) {
    if (characters.every((character, at) => character === characters[at % unit])) return true;
  }
  return false;
}

function isMostly(characters: readonly string[], follows: (a: string, b: string) => boolean): boolean {
  let jumps = 0;
  for (let at = 1; at < characters.length; at += 1) {
    if (!follows(characters[at - 1] ?? '', characters[at] ?? '')) jumps += 1;
  }
  return jumps < characters.length / CHARACTERS_PER_JUMP;
}

function isNextInCount(a: string, b: string): boolean {
  return /^[\p{L}\p{N}]{2}$/u.test(a + b) && Math.abs((a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0)) <= 1;
}

/** Keys that touch: left and right, and the two above and below on rows shifted by half a key. */
function neighbours(rows: readonly string[]): Map<string, Set<string>> {
  const near = new Map<string, Set<string>>();
  const keys = rows.map((row) => Array.from(row));
  const join = (a: string | undefined, b: string | undefined) => {
    if (a === undefined || b === undefined || a === ' ' || b === ' ') return;
    near.set(a, (near.get(a) ?? new Set()).add(b));
    near.set(b, (near.get(b) ?? new Set()).add(a));
  };
  for (const [y, row] of keys.entries()) {
    for (const [x, key] of row.entries()) {
      join(key, row[x + 1]);
      for (const below of [x - 1, x, x + 1]) join(key, keys[y + 1]?.[below]);
    }
  }
  return near;
}
