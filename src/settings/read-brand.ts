import { readFileSync, statSync } from 'node:fs';
import { type BrandColours, brandColours } from '../ui/index.ts';
import { type Refusal, refuse } from './refusal.ts';

/** The company's logo, as it is served. */
export interface Logo {
  readonly contentType: 'image/png' | 'image/svg+xml';
  readonly body: Uint8Array<ArrayBuffer>;
}

const LARGEST_LOGO = 64 * 1024;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** In an <img> none of this works; refused all the same, since the file can be opened by its address. */
const ACTIVE_SVG =
  /<script|<foreignobject|\son\w+\s*=|<!entity|javascript:|(?:href|src)\s*=\s*(?!["']?#)|@import|url\(\s*(?!["']?#)/i;

export function readBrandColour(text: string): BrandColours | Refusal {
  if (!/^#[0-9a-f]{6}$/i.test(text)) return refuse('must be a colour such as #1f3a5f');
  return brandColours(text) ?? refuse('is too light: text in it could not be read on a white page');
}

export function readLogo(file: string): Logo | Refusal {
  try {
    if (statSync(file).size > LARGEST_LOGO) return refuse(`names a file of more than ${LARGEST_LOGO / 1024} KB`);
    const body = new Uint8Array(readFileSync(file));
    if (PNG.equals(body.subarray(0, PNG.length))) return { contentType: 'image/png', body };
    const text = new TextDecoder().decode(body);
    if (!/^\s*(?:<\?xml[^>]*\?>\s*)?<svg\b/i.test(text)) return refuse('names a file that is neither PNG nor SVG');
    return ACTIVE_SVG.test(text.replace(/\bxmlns(?::\w+)?\s*=\s*("[^"]*"|'[^']*')/g, ''))
      ? refuse('names an SVG with scripts or references to other files')
      : { contentType: 'image/svg+xml', body };
  } catch {
    return refuse('names a file that cannot be read');
  }
}
