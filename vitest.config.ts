import { defineConfig } from 'vitest/config';

/** `npm test` runs these: all that needs no browser. Real PostgreSQL, started once, a fresh clone for each file that asks. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'scripts/**/*.test.mjs'],
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // A guarantee that holds only in one order of tests holds for nobody.
    sequence: { shuffle: { files: true, tests: false } },
  },
});
