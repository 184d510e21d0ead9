import { defineConfig } from 'vitest/config'
import '../../scripts/support/groupBy.mjs'

/** Tests of the built extensions. `npm test` runs them after the builds, `npm run check` does not. */
export default defineConfig({
  test: { root: import.meta.dirname, include: ['**/*.test.ts'], environment: 'node' },
})
