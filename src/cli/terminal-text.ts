/** What moves the cursor, sets colours, or makes text read in another order than it is written in. */
const ACTIVE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Text of strangers for a terminal: what is not to be seen is written out, as \u001b. Line ends and tabs stay. */
export function harmless(text: string): string {
  return text.replace(ACTIVE, (character) => (/[\n\t]/.test(character) ? character : written(character)));
}

/** One line of it, at most so many characters. */
export function harmlessLine(text: string, most: number): string {
  const line = Array.from(text.replace(/[ \t\r\n]+/g, ' ').trim());
  return harmless(line.length <= most ? line.join('') : `${line.slice(0, most - 1).join('')}…`);
}

/** JSON that a terminal can show as well, and that reads back as the same value. */
export function harmlessJson(value: unknown): string {
  return JSON.stringify(value).replace(ACTIVE, written);
}

function written(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
