import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // One browser at a time: the tests compare moments, and two browsers on two cores make each other late.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // One picture per view, wherever it was taken: see tests/e2e/uiLooks.spec.ts.
  snapshotPathTemplate: 'tests/looks/{arg}{ext}',
  // Only when asked (scripts/support/counts.mjs): the JSON report would otherwise go to the screen.
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
})
