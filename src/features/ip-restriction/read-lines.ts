import type { TypedEntry } from './read-entries.ts';

/** One entry a line, as pasted from a text or a spreadsheet. Empty lines and those that begin with # are left out. */
export function readLines(text: string): TypedEntry[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(readLine);
}

/** “203.0.113.0/24  Office in Lyon  [2026-12-31]”: the range, a label, the last day; the last two may be left out. */
function readLine(line: string): TypedEntry {
  const gap = line.search(/[\s,;]/);
  if (gap < 1) return { range: line, label: '', until: '' };
  const rest = line.slice(gap).replace(/^[\s,;]+/, '');
  const day = rest.lastIndexOf('[');
  const hasDay = day !== -1 && rest.indexOf(']', day) === rest.length - 1;
  return {
    range: line.slice(0, gap),
    label: (hasDay ? rest.slice(0, day) : rest).trimEnd(),
    until: hasDay ? rest.slice(day + 1, -1) : '',
  };
}

/** What `readLines` reads again: a label that ends as a last day does is followed by an empty one. */
export function writeLines(entries: readonly TypedEntry[]): string {
  return entries
    .map(({ range, label, until }) =>
      [range, label, until || label.endsWith(']') ? `[${until}]` : ''].filter(Boolean).join('  '),
    )
    .join('\n');
}
