import { defineConfig } from 'vitest/config'
import { WxtVitest } from 'wxt/testing/vitest-plugin'
import './scripts/support/groupBy.mjs'

export default defineConfig({
  plugins: [await WxtVitest()],
  test: {
    include: [
      '{lib,components,entrypoints,scripts}/**/*.test.{ts,tsx}',
      'tests/*.test.ts',
      'tests/torture/*.test.ts',
    ],
    environment: 'node',
    // A thread starts sooner than a process, and by itself Vitest leaves one of two cores alone.
    pool: 'threads',
    maxWorkers: '100%',
    restoreMocks: true,
    // What a test says does not depend on how busy the machine is.
    testTimeout: 60_000,
  },
})
