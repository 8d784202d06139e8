/** The weight an Accept header gives a media type; 0 when it does not name it exactly (wildcards count for neither face). */
function weightOf(accept: string, mediaType: string): number {
  for (const part of accept.split(',', 30)) {
    const [name = '', ...parameters] = part.trim().toLowerCase().split(';');
    if (name.trim() !== mediaType) continue;
    const quality = parameters.map((p) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(p)?.[1]).find((q) => q !== undefined);
    return quality === undefined ? 1 : Number(quality);
  }
  return 0;
}

/** A program is answered in JSON only when it asks for it by name; browsers never do. */
export function prefersJson(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  const json = Math.max(weightOf(accept, 'application/json'), weightOf(accept, 'application/problem+json'));
  return json > weightOf(accept, 'text/html');
}
