/** The text part's facts, one a line. A dash, because French and English disagree about the space before a colon. */
export function textFacts(rows: readonly (readonly [label: string, value: string])[]): string {
  return rows.map(([label, value]) => `${label} – ${value}`).join('\n');
}

/** The text part's paragraphs; empty ones leave no gap. */
export function textParagraphs(...paragraphs: readonly (string | false | null | undefined)[]): string {
  return paragraphs.filter(Boolean).join('\n\n');
}
