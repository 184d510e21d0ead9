import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gzipSync, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { buildFolder } from '../../scripts/support/build.mjs'

/**
 * Budgets in bytes after gzip. They are what was reached plus a few per cent, so that growth is a decision; the goals
 * of `docs/dependencies.md` are lower.
 */
const BUDGETS = {
  'content-scripts/recorder.js': 86_500,
  'content-scripts/probe.js': 20_000,
  'content-scripts/page-api.js': 4_000,
}
/** What is read before anything is drawn; the database's library (31 kB) follows when sessions are looked up. */
const POPUP_BYTES = 31_000
const ZIP_BYTES = 680_000

const folder = buildFolder('chrome')
const gzipped = (path: string) => gzipSync(readFileSync(join(folder, path)), { level: 9 }).length

it.each(Object.entries(BUDGETS))('%s stays within its budget', (path, budget) => {
  expect(gzipped(path)).toBeLessThanOrEqual(budget)
})

it('the popup stays within its budget, with all that it needs to be drawn', () => {
  const page = readFileSync(join(folder, 'popup.html'), 'utf8')
  const files = [...page.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(
    ([, path]) => path ?? '',
  )
  expect(files.length).toBeGreaterThan(2)
  const total = files.reduce((sum, path) => sum + gzipped(path), 0)
  expect(total).toBeLessThanOrEqual(POPUP_BYTES)
})

it('the whole extension stays within its budget', () => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const zipped = zipSync(
    Object.fromEntries(files.map((file) => [relative(folder, file), readFileSync(file)])),
    { level: 9 },
  )
  expect(zipped.length).toBeLessThanOrEqual(ZIP_BYTES)
})
