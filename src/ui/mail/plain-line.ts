// Line breaks and control characters could forge a header or a line of text; bidi controls could reorder what follows.
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** Foreign text (a user agent, a network's name) made fit for one line of a mail: at most `max` code points (NM-5). */
export function plainLine(text: string, max = 80): string {
  const line = text.toWellFormed().replace(UNSAFE, ' ').replace(/ {2,}/g, ' ').trim();
  if (line.length <= max) return line;
  const points = Array.from(line);
  return points.length <= max ? line : `${points.slice(0, max - 1).join('')}…`;
}
