import { readFileSync } from 'node:fs';
import { SECRET_VARIABLES } from './schema.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface SettingProblem {
  readonly variable: string;
  readonly words: string;
}

/** The variables that say something: an empty one counts as not set. */
export function withoutEmpty(env: Environment): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [variable, text] of Object.entries(env)) if (text?.trim()) texts[variable] = text.trim();
  return texts;
}

/** What the files hold that `…_FILE` variables point to. */
export function readSecretFiles(env: Environment, problems: SettingProblem[]): Record<string, string> {
  const given = withoutEmpty(env);
  const texts: Record<string, string> = {};
  for (const variable of SECRET_VARIABLES) {
    const fromFile = `${variable}_FILE`;
    const file = given[fromFile];
    if (file === undefined) continue;
    if (given[variable] !== undefined)
      problems.push({ variable: fromFile, words: `and ${variable} are both set; keep one` });
    const text = readText(file);
    if (text) texts[variable] = text;
    else
      problems.push({
        variable: fromFile,
        words: text === '' ? 'names an empty file' : 'names a file that cannot be read',
      });
  }
  return texts;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}
