/** What a check found: one line, and when something is wrong, what to do about it. */
export type Finding =
  | { about: string; ok: true; words: string }
  | { about: string; ok: false; words: string; todo: string };

export function lineOf(finding: Finding): string {
  const { about, words } = finding;
  return finding.ok ? `ok     ${about}: ${words}` : `WRONG  ${about}: ${words} ${finding.todo}`.trim();
}
