import { defineConfig } from 'vitest/config';

/** `npm run test:drills`: crashes, mail servers, proxies, and what takes long. Each drill starts what it needs, one at a time. */
export default defineConfig({
  test: {
    include: ['drills/**/*.drill.ts', 'src/**/*.drill.ts'],
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 10 * 60_000,
    hookTimeout: 2 * 60_000,
    teardownTimeout: 30_000,
  },
});
