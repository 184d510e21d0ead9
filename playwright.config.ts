import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

// Every browser of the run logs its requests there. Workers read this file too, and inherit the first one's answer.
process.env.RECOUNT_NET_LOGS ??= mkdtempSync(join(tmpdir(), 'recount-net-logs-'))

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // One browser at a time; `npm test` asks for two where none measures: scripts/support/endToEnd.mjs.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // One picture per view, wherever it was taken: see tests/e2e/uiLooks.spec.ts.
  snapshotPathTemplate: 'tests/looks/{arg}{ext}',
  projects: [
    { name: 'e2e', teardown: 'after' },
    { name: 'after', testMatch: '*.after.ts' },
  ],
  // Only when asked (scripts/support/counts.mjs): the JSON report would otherwise go to the screen.
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
})
