import { createHash } from 'node:crypto';

/** A named statement lives on the server for as long as its connection: their number is bounded. */
const MOST_NAMES = 500;

/** `in ($1, $2` and `values (…), (` come in as many texts as there are lengths. */
const VARIES_WITH_ITS_VALUES = /\bin \(\$\d+, ?\$\d+|\), ?\(\$\d+/i;

/**
 * Names statements by their text, so that the server parses and plans each once per connection.
 * One for the whole pool: the same text has the same name on every connection.
 */
export interface StatementNames {
  /** The name to run this text under, or undefined: run it unnamed. */
  of(text: string): string | undefined;
  /** For texts written in the code: always named. */
  keep(text: string): string;
}

export function createStatementNames(): StatementNames {
  const names = new Map<string, string>();

  function keep(text: string): string {
    const name = names.get(text) ?? createHash('sha256').update(text).digest('base64url');
    names.set(text, name);
    return name;
  }

  return {
    keep,
    of(text) {
      const known = names.get(text);
      if (known !== undefined) return known;
      return names.size >= MOST_NAMES || VARIES_WITH_ITS_VALUES.test(text) ? undefined : keep(text);
    },
  };
}
