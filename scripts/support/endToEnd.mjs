import { join } from 'node:path'
import { ensureBuild } from './build.mjs'
import { countPlaywright, sum } from './counts.mjs'
import { BINARIES, CACHE_DIR } from './paths.mjs'
import { runNode } from './run.mjs'

/**
 * Runs the end-to-end tests against fresh builds.
 *
 * @param {import('./chromium.mjs').Chromium} chromium
 * @param {string[]} args For Playwright.
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} Exit code.
 */
export async function runEndToEnd(chromium, args, env) {
  await ensureBuild('chrome')
  await ensureBuild('automation')
  const { code } = await runNode(BINARIES.playwright, ['test', ...args], {
    env: { CHROMIUM_PATH: chromium.path, ...env },
  })
  return code
}

/**
 * All of them: most tests wait more than they compute, and two of those run beside each other; on CI, where nobody can run
 * one again that came late, one at a time. Those that measure time, frames or memory are tagged `@alone`.
 *
 * @param {import('./chromium.mjs').Chromium} chromium
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function runAllEndToEnd(chromium) {
  const run = (/** @type {string} */ name, /** @type {string[]} */ args) =>
    countPlaywright(join(CACHE_DIR, `e2e-${name}.json`), (env) => runEndToEnd(chromium, args, env))
  return sum([
    await run('beside', ['--grep-invert', '@alone', '--workers', process.env.CI ? '1' : '2']),
    // Beside the folder of the first run, which Playwright would empty.
    await run('alone', ['--grep', '@alone', '--output', 'test-results/alone']),
  ])
}
