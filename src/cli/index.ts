import type { Environment } from '../settings/read-environment.ts';
import { explain } from '../start.ts';
import type { Command } from './command.ts';
import { Refusal } from './command.ts';
import { COMMANDS } from './commands.ts';
import { helpOf, overview } from './help.ts';

/** 0: done. 1: not done, or something is wrong; said why. 2: not understood; nothing was done. */
export type ExitCode = 0 | 1 | 2;

export interface Terminal {
  environment: Environment;
  out(line: string): void;
  error(line: string): void;
}

/** Runs one command of `gatehouse` as it was typed. Never throws. */
export async function runCli(typed: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { environment, out, error } = terminal;
  const words = typed.filter((word) => !HELP.has(word));
  const wantsHelp = words.length < typed.length;
  if (words.length === 0) {
    out(overview(COMMANDS));
    return wantsHelp ? 0 : 2;
  }
  const command = findCommand(words);
  if (command === null) {
    error(`There is no command “${words.join(' ')}”.\n\n${overview(COMMANDS)}`);
    return 2;
  }
  if (wantsHelp) {
    out(helpOf(command));
    return 0;
  }
  const given = words.slice(command.name.split(' ').length);
  const operands = given.filter((word) => !word.startsWith('-'));
  const options = given.filter((word) => word.startsWith('-'));
  const unknown = options.find((option) => !command.options.some(({ name }) => name === option));
  if (unknown !== undefined || operands.length !== command.operands.length) {
    const problem = unknown === undefined ? 'Something is missing or too much.' : `There is no option ${unknown}.`;
    error(`${problem}\n\n${helpOf(command)}`);
    return 2;
  }
  try {
    const ok = await command.run({ operands, options: new Set(options), environment, say: out });
    return ok === false ? 1 : 0;
  } catch (failure) {
    error(failure instanceof Refusal ? failure.message : explain(failure));
    return 1;
  }
}

const HELP = new Set(['--help', '-h', 'help']);

/** The one whose name is the longest beginning of what was typed: `doctor mail` before `doctor`. */
function findCommand(words: readonly string[]): Command | null {
  const fitting = COMMANDS.filter(({ name }) => name.split(' ').every((part, n) => part === words[n]));
  return fitting.sort((one, other) => other.name.length - one.name.length)[0] ?? null;
}
