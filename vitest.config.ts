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
    restoreMocks: true,
    // What a test says does not depend on how busy the machine is.
    testTimeout: 60_000,
  },
})
