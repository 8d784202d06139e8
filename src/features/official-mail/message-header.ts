/** The header of a message: its fields by lower-case name, each on one line, in their order. */
export interface Header {
  fields: ReadonlyMap<string, readonly string[]>;
  /** Every program reads the same fields, and soon: no blank line that is not empty, no sign that is none of a text, few lines. */
  isPlain: boolean;
}

const MOST_FIELDS = 300;
const MOST_LINES = 1000;
const FIELD = /^([!-9;-~]+)[ \t]*:(.*)$/s;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/** null: not the header of a message. */
export function readHeader(block: string): Header | null {
  const fields = new Map<string, string[]>();
  const raw = block.split('\n');
  const lines = block.replace(/\n[ \t]+/g, ' ').split('\n');
  if (lines.length > MOST_FIELDS) return null;
  for (const line of lines) {
    const [, name, value = ''] = FIELD.exec(line) ?? [];
    if (name === undefined) return null;
    const key = name.toLowerCase();
    fields.set(key, [...(fields.get(key) ?? []), value.replace(/[ \t]+/g, ' ').trim()]);
  }
  const isPlain = raw.length <= MOST_LINES && !CONTROL.test(block) && raw.every((line) => line.trim() !== '');
  return { fields, isPlain };
}

/** The field's value when it is there exactly once. */
export function onlyField({ fields }: Header, name: string): string | null {
  const values = fields.get(name) ?? [];
  return values.length === 1 ? (values[0] ?? null) : null;
}
