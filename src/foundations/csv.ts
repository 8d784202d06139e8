/** What a spreadsheet would take for the start of a formula (LH-5). */
const FORMULA = /^[=+\-@\t\r\n\0＝＋－＠]/;

export type CsvRow = readonly (string | null)[];

/** RFC 4180, every cell quoted, and never a formula (LH-5). */
export function toCsv(rows: readonly CsvRow[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | null): string {
  const text = value ?? '';
  const inert = FORMULA.test(text) ? `'${text}` : text;
  return `"${inert.replaceAll('"', '""')}"`;
}
