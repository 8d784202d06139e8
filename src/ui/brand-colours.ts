import { COLOURS, type ColourName } from './colours.ts';

/** A company's own colour in place of our accent, in both schemes. */
export type BrandColours = Readonly<Record<'accent' | 'accent-soft' | 'on-accent', { light: string; dark: string }>>;

type Rgb = readonly [number, number, number];

/** WCAG 1.4.3 for text of any size. */
const ENOUGH = 4.5;
/** What text in the accent stands on, besides its own soft ground. */
const GROUNDS: readonly ColourName[] = ['canvas', 'surface', 'sunken', 'good-soft', 'warning-soft', 'danger-soft'];
const STEPS = 20;

/** Everything made of the one colour `#rrggbb`; null: it cannot be read on our light pages. In the dark it is lightened until it can. */
export function brandColours(hex: string): BrandColours | null {
  const light = { accent: hex.toLowerCase(), soft: mixed(hex, COLOURS.surface.light, 0.08), on: '#ffffff' };
  if (!isReadable(light, 'light')) return null;
  for (let step = 0; step <= STEPS; step += 1) {
    const accent = mixed('#ffffff', hex, step / STEPS);
    const dark = { accent, soft: mixed(accent, COLOURS.surface.dark, 0.14), on: mixed(hex, '#0a0c12', 0.12) };
    if (isReadable(dark, 'dark')) {
      return {
        accent: { light: light.accent, dark: dark.accent },
        'accent-soft': { light: light.soft, dark: dark.soft },
        'on-accent': { light: light.on, dark: dark.on },
      };
    }
  }
  return null;
}

/** Overrides the colours of the stylesheet, also in a browser without light-dark(). */
export function brandStylesheet(colours: BrandColours): string {
  const rules = Object.entries(colours);
  const plain = rules.map(([name, { light }]) => `--${name}: ${light};`).join(' ');
  const both = rules.map(([name, { light, dark }]) => `--${name}: light-dark(${light}, ${dark});`).join(' ');
  return `:root { ${plain} }\n@supports (color: light-dark(#fff, #000)) { :root { ${both} } }\n`;
}

/** The same for a finished mail, whose colours are written out in it. */
export function tintMail(html: string, colours: BrandColours): string {
  const changes = (['accent', 'accent-soft', 'on-accent'] as const).flatMap((name) =>
    (['light', 'dark'] as const).map((scheme) => [COLOURS[name][scheme], colours[name][scheme]] as const),
  );
  // White is more than the ink on the accent, and stays white.
  const differing = new Map<string, string>(changes.filter(([ours]) => ours !== '#ffffff'));
  return html.replace(/#[0-9a-f]{6}(?=[;!"])/g, (hex) => differing.get(hex) ?? hex);
}

function isReadable(
  { accent, soft, on }: { accent: string; soft: string; on: string },
  scheme: 'light' | 'dark',
): boolean {
  const grounds = [...GROUNDS.map((name) => COLOURS[name][scheme]), soft];
  const inks = [COLOURS.text[scheme], COLOURS.muted[scheme]];
  return (
    grounds.every((ground) => contrast(accent, ground) >= ENOUGH) &&
    inks.every((ink) => contrast(ink, soft) >= ENOUGH) &&
    contrast(on, accent) >= ENOUGH
  );
}

function rgb(hex: string): Rgb {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

/** `share` of the one in the other. */
function mixed(one: string, other: string, share: number): string {
  const [a, b] = [rgb(one), rgb(other)];
  const parts = ([0, 1, 2] as const).map((at) => Math.round(a[at] * share + b[at] * (1 - share)));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** WCAG 2.2, “contrast ratio”. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(rgb(one)), luminance(rgb(other))].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Rgb): number {
  const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const [red, green, blue] = colour;
  return 0.2126 * linear(red / 255) + 0.7152 * linear(green / 255) + 0.0722 * linear(blue / 255);
}
