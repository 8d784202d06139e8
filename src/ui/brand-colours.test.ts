import { describe, expect, it } from 'vitest';
import { brandColours, brandStylesheet, tintMail } from './brand-colours.ts';
import { COLOURS } from './colours.ts';

describe('a company’s own colour', () => {
  it.each(['#4338ca', '#0b6b4c', '#a81e2d', '#000000', '#1f3a5f', '#7a1fa2'])(
    '%s can be read everywhere, in light and in dark',
    (hex) => {
      const colours = brandColours(hex);
      expect(colours?.accent.light).toBe(hex);
      for (const { light, dark } of Object.values(colours ?? {})) {
        expect([light, dark]).toEqual([
          expect.stringMatching(/^#[0-9a-f]{6}$/),
          expect.stringMatching(/^#[0-9a-f]{6}$/),
        ]);
      }
    },
  );

  it.each(['#ffffff', '#ffcc00', '#8ab4f8', '#ff6600', '#00b894'])(
    '%s, which cannot be read on a light page, is refused',
    (hex) => {
      expect(brandColours(hex)).toBeNull();
    },
  );

  it('takes the place of the accent in pages and mails, and of nothing else', () => {
    const colours = brandColours('#0b5cad');
    if (colours === null) throw new Error('refused');
    expect(brandStylesheet(colours)).toContain(`--accent: light-dark(#0b5cad, ${colours.accent.dark});`);
    const mail = `<p style="color:${COLOURS.accent.light};background-color:${COLOURS.surface.light}">${COLOURS.accent.light}</p>.m{color:${COLOURS.accent.dark}!important}`;
    expect(tintMail(mail, colours)).toBe(
      `<p style="color:#0b5cad;background-color:#ffffff">${COLOURS.accent.light}</p>.m{color:${colours.accent.dark}!important}`,
    );
  });
});
