import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{main,preload,shared,renderer,lab,build}/**/*.test.{ts,tsx}'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Tests must leave nothing behind and must not depend on one another's order.
    sequence: { shuffle: { files: true } },
    reporters: ['default'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
});
