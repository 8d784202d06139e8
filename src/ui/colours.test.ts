import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COLOURS, type ColourName } from './colours.ts';

type Scheme = 'light' | 'dark';

/** WCAG 2.2, “relative luminance” and “contrast ratio”. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(ink: ColourName, ground: ColourName, scheme: Scheme): number {
  const [dark = 0, light = 0] = [luminance(COLOURS[ink][scheme]), luminance(COLOURS[ground][scheme])].sort(
    (a, b) => a - b,
  );
  return (light + 0.05) / (dark + 0.05);
}

const TEXT: readonly (readonly [ColourName, readonly ColourName[]])[] = [
  ['text', ['canvas', 'surface', 'sunken', 'accent-soft', 'good-soft', 'warning-soft', 'danger-soft']],
  ['muted', ['canvas', 'surface', 'sunken', 'accent-soft', 'good-soft', 'warning-soft', 'danger-soft']],
  ['accent', ['canvas', 'surface', 'sunken', 'accent-soft', 'good-soft', 'warning-soft', 'danger-soft']],
  ['good', ['surface', 'good-soft']],
  ['warning', ['surface', 'warning-soft']],
  ['danger', ['canvas', 'surface', 'danger-soft']],
  ['on-accent', ['accent']],
  ['on-danger', ['danger']],
];
const pairs = TEXT.flatMap(([ink, grounds]) => grounds.map((ground) => [ink, ground] as const));

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  it.each(pairs)('text in %s can be read on %s (WCAG 1.4.3)', (ink, ground) => {
    expect(contrast(ink, ground, scheme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['canvas', 'surface'] as const)('the edge of a field can be seen on %s (WCAG 1.4.11)', (ground) => {
    expect(contrast('edge', ground, scheme)).toBeGreaterThanOrEqual(3);
  });
});

it('a browser without light-dark() gets every light colour, and no dark one', () => {
  const css = readFileSync(new URL('./styles/light-only.css', import.meta.url), 'utf8');
  expect(css).toContain('@supports not (color: light-dark(');
  const colours = [...css.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]);
  expect(Object.fromEntries(colours)).toEqual(
    Object.fromEntries(Object.entries(COLOURS).map(([name, { light }]) => [name, light])),
  );
  // Whatever else is made with it has a stand-in, too.
  const tokens = readFileSync(new URL('./styles/tokens.css', import.meta.url), 'utf8');
  const made = [...tokens.matchAll(/--([a-z-]+):[^;]*light-dark\(/g)].map(([, name]) => name);
  expect([...css.matchAll(/--([a-z-]+):/g)].map(([, name]) => name)).toEqual(made);
});

it('pages and mails have the same colours', () => {
  const css = readFileSync(new URL('./styles/tokens.css', import.meta.url), 'utf8');
  const pairsInCss = css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g);
  expect(Object.fromEntries([...pairsInCss].map(([, name, light, dark]) => [name, { light, dark }]))).toEqual(COLOURS);
});
