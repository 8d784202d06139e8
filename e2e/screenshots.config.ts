import { defineConfig } from '@playwright/test';
import { CHROMIUM, DEVICES } from './devices.ts';

/** `npm run screenshots`: every page in every state, light and dark, desk and phone, English and French. */
export default defineConfig({
  testMatch: 'take-screenshots.ts',
  outputDir: '../test-results',
  reporter: 'list',
  workers: 2,
  fullyParallel: true,
  timeout: 240_000,
  globalTeardown: './make-contact-sheet.ts',
  use: { launchOptions: CHROMIUM, actionTimeout: 10_000 },
  projects: DEVICES.flatMap(({ name, use }) =>
    (['en-GB', 'fr-FR'] as const).map((locale) => ({ name: `${name}-${locale.slice(0, 2)}`, use: { ...use, locale } })),
  ),
});
