import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings, SettingsError } from '../settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-logo-'));
function problemsOf(env: Record<string, string>): string {
  try {
    readSettings(env);
    return '';
  } catch (error) {
    if (error instanceof SettingsError) return error.problems.map(({ words }) => words).join();
    throw error;
  }
}
function logo(content: string | Buffer): Record<string, string> {
  const file = join(folder, 'logo');
  writeFileSync(file, content);
  return { BRAND_LOGO: file };
}
const svg = (inside: string) =>
  `<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">${inside}</svg>`;

test('a colour that can be read is taken, another is refused in words', () => {
  expect(readSettings({ BRAND_COLOUR: '#0B5CAD' }).brandColours?.accent.light).toBe('#0b5cad');
  expect(readSettings({}).brandColours).toBeNull();
  expect(problemsOf({ BRAND_COLOUR: '#ffcc00' })).toContain('too light');
  for (const text of ['red', '#fff', '#12345g', '#123456; } body { display: none', 'url(//evil.example)']) {
    expect(problemsOf({ BRAND_COLOUR: text })).toContain('such as #1f3a5f');
  }
});

test('a logo is a small PNG or a lifeless SVG', () => {
  expect(readSettings(logo(svg('<path d="M0 0h1v1z" fill="url(#a)"/><use href="#a"/>'))).logo?.contentType).toBe(
    'image/svg+xml',
  );
  const png = Buffer.from('89504e470d0a1a0a0000', 'hex');
  expect(readSettings(logo(png)).logo?.contentType).toBe('image/png');
  for (const inside of [
    '<script>x</script>',
    '<g onload="x"/>',
    '<image href="https://evil.example/x.png"/>',
    '<a xlink:href="javascript:x"/>',
    '<foreignObject/>',
    '<style>@import "x"</style>',
    '<rect fill="url(https://evil.example)"/>',
  ]) {
    expect(problemsOf(logo(svg(inside))), inside).toContain('scripts or references');
  }
  expect(problemsOf(logo('<html></html>'))).toContain('neither PNG nor SVG');
  expect(problemsOf(logo(Buffer.alloc(65 * 1024)))).toContain('more than 64 KB');
  expect(problemsOf({ BRAND_LOGO: join(folder, 'missing') })).toContain('cannot be read');
});
