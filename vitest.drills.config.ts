import { defineConfig } from 'vitest/config';

/** `npm run test:drills`: crashes, mail servers, proxies. Each drill starts what it needs, one at a time. */
export default defineConfig({
  test: {
    include: ['drills/**/*.drill.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 10 * 60_000,
    hookTimeout: 2 * 60_000,
    teardownTimeout: 30_000,
  },
});
