import type { Environment } from '../settings/read-environment.ts';

/** What a command gets: what was typed after its name, and the world it may use. */
export interface Call {
  readonly operands: readonly string[];
  readonly options: ReadonlySet<string>;
  readonly environment: Environment;
  /** One line for the person at the terminal. Never a secret. */
  say(line: string): void;
}

export interface Command {
  /** What is typed after `gatehouse`, such as `keys add`. */
  readonly name: string;
  readonly operands: readonly string[];
  readonly options: readonly { readonly name: `--${string}`; readonly meaning: string }[];
  /** One line of the list of commands. */
  readonly summary: string;
  /** What it does, what happens next and how to undo it; in its own help. */
  readonly help: string;
  /** Resolves to false when it found something wrong; throws a Refusal when it did nothing. */
  run(call: Call): Promise<boolean | undefined>;
}

/** Why nothing was done, and what to do about it; the message alone is shown. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
