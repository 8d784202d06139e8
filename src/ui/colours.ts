/**
 * Every colour of the product, light and dark, as hex: pages get them from styles/tokens.css, mails from here.
 * ui.test.tsx keeps the two alike and checks the contrast of each pair that is used (WCAG 1.4.3, 1.4.11).
 */
export const COLOURS = {
  canvas: { light: '#f7f8fa', dark: '#0d0f14' },
  surface: { light: '#ffffff', dark: '#151921' },
  sunken: { light: '#f1f3f6', dark: '#1b2029' },
  text: { light: '#14171f', dark: '#eceef3' },
  muted: { light: '#5c6473', dark: '#9aa3b4' },
  line: { light: '#e4e7ec', dark: '#262c38' },
  edge: { light: '#838da0', dark: '#6c7689' },
  accent: { light: '#4338ca', dark: '#a5b0ff' },
  'accent-soft': { light: '#eef0ff', dark: '#20264a' },
  'on-accent': { light: '#ffffff', dark: '#12152b' },
  good: { light: '#0b6b4c', dark: '#63d2a6' },
  'good-soft': { light: '#e1f4ea', dark: '#12302a' },
  warning: { light: '#854a04', dark: '#f0bd6a' },
  'warning-soft': { light: '#fef4e1', dark: '#2d2413' },
  danger: { light: '#a81e2d', dark: '#ff9c9c' },
  'danger-soft': { light: '#fdebeb', dark: '#3b191d' },
  'on-danger': { light: '#ffffff', dark: '#2a0b0e' },
} as const;

export type ColourName = keyof typeof COLOURS;
