import { defineConfig } from '@playwright/test'

/** `npm run canaries:peers`; not part of `npm test`: the peers' packages are installed for benchmarks only. */
export default defineConfig({
  testDir: '.',
  testMatch: 'peers.spec.ts',
  outputDir: '../../../test-results/canaries',
  workers: 1,
  timeout: 180_000,
  reporter: [['list']],
})
