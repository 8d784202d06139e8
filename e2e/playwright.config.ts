import { defineConfig } from '@playwright/test';
import { ALSO_ON_THE_PHONE, CHROMIUM, DEVICES, LONG_WALKS } from './devices.ts';

/** `npm test` runs these last: one file for each thing a person does, against the built product, in two languages. */
export default defineConfig({
  testMatch: '*.test.ts',
  outputDir: '../test-results',
  reporter: 'list',
  // Two cores: a third browser would only make every wait longer.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 7_000 },
  use: { launchOptions: CHROMIUM, screenshot: 'only-on-failure', actionTimeout: 7_000, navigationTimeout: 10_000 },
  projects: DEVICES.map(({ name, use }) =>
    name === 'phone' ? { name, use, testMatch: ALSO_ON_THE_PHONE } : { name, use, testIgnore: LONG_WALKS },
  ),
});
