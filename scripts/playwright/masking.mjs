/** What the page would show in a recording, compared with what it showed when somebody last looked at it. */
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** @typedef {import('./index.mjs').PreviewReport} PreviewReport */

/** More lines than this nobody reads. */
const MOST_LINES = 20

/**
 * Compares the page with the baseline beside the test, kept as Playwright keeps its snapshots: a missing one is written
 * and fails the test once, `--update-snapshots` takes the present state. Rejects when something became visible.
 *
 * @param {import('@playwright/test').Page} page
 * @param {Pick<import('./index.mjs').Recount, 'preview' | 'comparePreviews'>} recount
 * @param {{ testInfo: import('@playwright/test').TestInfo, profile?: string }} options
 */
export async function checkMasking(page, recount, { testInfo, profile }) {
  const report = await recount.preview({ url: page.url() }, profile ? { profile } : {})
  // Where and when it was taken is not what is compared.
  const now = { ...report, url: '', takenAt: 0 }
  const file = join(testInfo.snapshotDir, `${slugOf(testInfo.titlePath.slice(1))}.masking.json`)
  const mode = testInfo.config.updateSnapshots
  if (mode === 'all' || mode === 'changed') {
    await write(file, now)
    return
  }
  if (!existsSync(file)) {
    if (mode === 'none') throw new Error(`There is no masking baseline: ${file}`)
    await write(file, now)
    throw new Error(`There was no masking baseline. It is written now, look at it: ${file}`)
  }
  /** @type {PreviewReport} */
  const before = JSON.parse(await readFile(file, 'utf8'))
  const { newlyVisible, differences } = await recount.comparePreviews(before, now)
  if (newlyVisible === 0) return
  const lines = differences
    .slice(0, Math.min(newlyVisible, MOST_LINES))
    .map(({ path, what, reason }) => `${what} ${path} (${reason.kind} ${reason.detail})`.trim())
  throw new Error(
    `Masking regression: ${newlyVisible} elements that were masked are kept now:\n  ${lines.join('\n  ')}\nIf that is meant, run with --update-snapshots.`,
  )
}

/** @param {string} file @param {PreviewReport} report */
async function write(file, report) {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(report, undefined, 1)}\n`)
}

/** @param {string[]} titles */
function slugOf(titles) {
  return titles
    .join(' ')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
}
