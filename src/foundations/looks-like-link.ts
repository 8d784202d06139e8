/** What mail programs make a link of. */
const LINK =
  /@|\/\/|\bwww\.|[\p{L}\p{N}\p{M}][.。]\p{L}[\p{L}\p{M}]|\d\.\d+\.\d|\b(?:https?|mailto|tel|data|javascript):/iu;

/** Whether a mail program could make a link or an address of it; also once full-width signs are read as plain ones. */
export function looksLikeLink(text: string): boolean {
  return LINK.test(text) || LINK.test(text.normalize('NFKC'));
}
