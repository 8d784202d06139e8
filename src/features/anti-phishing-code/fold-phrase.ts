/** How phrases are compared: without case, accents, spaces and signs. Of one made of signs alone, the signs stay. */
export function foldPhrase(text: string): string {
  const folded = text.normalize('NFKD').toLowerCase();
  const letters = folded.replace(/[^\p{L}\p{N}]+/gu, '');
  return letters === '' ? folded.replace(/\s+/gu, '') : letters;
}
