import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    // Terminals, browsers and child processes share two cores in CI: one more try for what ran out of time.
    retry: process.env['CI'] === undefined ? 0 : 1,
  },
})
