import { z } from 'zod';

/** Why a text is refused: words that follow the variable's name. They never repeat the value, which may hold a secret. */
export class Refusal {
  readonly words: string;

  constructor(words: string) {
    this.words = words;
  }
}

export function refuse(words: string): Refusal {
  return new Refusal(words);
}

/** A schema out of a function that reads a text or refuses it. */
export function checked<Value>(read: (text: string) => Value | Refusal) {
  return z.string().transform((text, context): Value => {
    const value = read(text);
    if (!(value instanceof Refusal)) return value;
    context.addIssue({ code: 'custom', message: value.words });
    return z.NEVER;
  });
}

export function numberBetween(least: number, most: number) {
  return checked((text) => {
    const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    return number >= least && number <= most ? number : refuse(`must be a whole number from ${least} to ${most}`);
  });
}

export function oneOf<Word extends string>(words: readonly Word[]) {
  return checked(
    (text) => words.find((word) => word === text.toLowerCase()) ?? refuse(`must be one of: ${words.join(', ')}`),
  );
}

export function readSwitch(text: string): boolean | Refusal {
  if (/^(on|true|yes|1)$/i.test(text)) return true;
  return /^(off|false|no|0)$/i.test(text) ? false : refuse('must be on or off');
}

/** Line breaks, control characters and marks that do not show. */
export function hasControl(text: string): boolean {
  return /[\p{C}\p{Zl}\p{Zp}]/u.test(text);
}
